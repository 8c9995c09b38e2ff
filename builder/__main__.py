"""`python -m builder` is the same command as `dateline`."""

import sys

from builder.cli import main

sys.exit(main())
