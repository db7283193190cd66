"""How many files this process may have open at once: every connection is one."""

import logging
import resource

FEW = 4096
"""Below, the log warns: a company that watches from one address does not fit."""
MOST = 65_536
"""More than so many are never counted on: memory would end first."""
log = logging.getLogger("kaibo.file_limit")


def limit() -> int:
    """Give the number of files that this process may have open now."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if soft == resource.RLIM_INFINITY else min(soft, MOST)


def raise_limit() -> int:
    """Raise the soft limit of this process and of its later children to the hard one; give the number that counts.

    A hard limit may be absent or beyond what the kernel takes: the soft limit then stays at least what it was.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST if hard == resource.RLIM_INFINITY else hard
    if soft != resource.RLIM_INFINITY and soft < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        except (OSError, ValueError) as error:
            log.warning("the limit of open files stays at %d: %s", soft, error)
    return limit()
