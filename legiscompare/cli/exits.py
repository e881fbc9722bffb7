"""Exit codes of the command line. Each error carries its own (`legiscompare.errors`)."""

DONE = 0
"""Done; warnings, if any, stand on standard error."""
ASKED = 1
"""Only where asked: `--fail-on`, an evaluation below its floor, a check that failed."""
USAGE = 2
"""The request itself is wrong: options, ranges, two languages without `--force`, a malformed data file."""
SOURCE = 3
"""A text could not be read or parsed."""
BATCH = 4
"""A batch finished, with failures."""
BUG = 70
"""The program contradicts itself or broke: a bug of legiscompare."""
