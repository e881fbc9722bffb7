"""A worker of `batch`: see `child`. It is started by a driver, not by people."""

import sys

from legiscompare.batch.child import main

if __name__ == "__main__":
    main(int(sys.argv[1]))
