"""Scripts that rebuild the trained components and gazetteers in `models/`; nothing here is used at run time."""
