"""`make bench`: all figures, or those named, such as `python -m bench gateway`."""

import sys

from bench import gateway, pages, setup

ALL = {"gateway": gateway.measure, "pages": pages.measure, "setup": setup.measure}

for name in sys.argv[1:] or ALL:
    for line in ALL[name]():
        print(line, flush=True)
