"""`python -m pipeline` is the command `dateline`."""

import sys

from pipeline.cli.main import main

sys.exit(main())
