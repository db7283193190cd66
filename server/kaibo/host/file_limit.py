"""The limit of open files of this process. Every connection is a file."""

import logging
import resource

FEW = 4096
"""The server logs a warning below this: a company that watches from one address does not fit."""
MOST = 65_536
"""The server never counts on more files than this, because memory would end first."""
log = logging.getLogger("kaibo.file_limit")


def limit() -> int:
    """Return the number of files that this process may have open now."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if soft == resource.RLIM_INFINITY else min(soft, MOST)


def raise_limit() -> int:
    """Raise the soft limit of this process and its later children to the hard one. Return the new limit.

    The hard limit may be absent, or higher than the kernel allows. The soft limit then does not fall.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST if hard == resource.RLIM_INFINITY else hard
    if soft != resource.RLIM_INFINITY and soft < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        except (OSError, ValueError) as error:
            log.warning("the limit of open files stays at %d: %s", soft, error)
    return limit()
