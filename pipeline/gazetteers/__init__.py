"""Scripts that build the gazetteers in `models/en/entities` from public tables; not used when reading releases."""
