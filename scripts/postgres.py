"""`scripts/postgres.py COMMAND…`: run a command beside a temporary PostgreSQL. KAIBO_TEST_POSTGRES holds its URL."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path:
    """Return the folder of the newest PostgreSQL on this machine. Exit when there is none."""
    versions = sorted(DEBIAN.glob("*/bin"), key=lambda folder: int(folder.parent.name))
    if not versions:
        sys.exit("kaibo: PostgreSQL is not installed. Debian: sudo apt-get install postgresql")
    return versions[-1]


class Temporary:
    """A PostgreSQL in a folder of its own. Its data stays when it stops, and is gone after `delete`."""

    def __init__(self) -> None:
        self._programs, root = programs(), os.geteuid() == 0
        self._folder = Path(tempfile.mkdtemp(prefix="kaibo-pg-", dir="/tmp"))
        self._become = ["runuser", "-u", "postgres", "--"] if root else []  # PostgreSQL refuses to run as root
        self.url = f"postgresql+psycopg://kaibo@/postgres?host={self._folder}"
        if root:
            user = pwd.getpwnam("postgres")
            os.chown(self._folder, user.pw_uid, user.pw_gid)

    def create(self) -> None:
        """Make the data. Call it once."""
        self._run("initdb", "-A", "trust", "-U", "kaibo", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")

    def start(self) -> None:
        """Start, and wait until it takes connections."""
        options = f"-k {self._folder} -c listen_addresses='' -c fsync=off -c max_connections=200"
        self._run("pg_ctl", "-s", "-w", "-l", f"{self._folder}/log", "-o", options, "start")

    def stop(self) -> None:
        """End it and all its connections at once, as a crash does."""
        self._run("pg_ctl", "-s", "-m", "immediate", "stop")

    def delete(self) -> None:
        """Delete the data of a stopped one."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._become, str(self._programs / program), "-D", f"{self._folder}/data", *arguments]
        subprocess.run(command, cwd="/", check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Run the command of the command line."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # without this, SIGTERM would leave the database running
    postgres = Temporary()
    try:
        postgres.create()
        postgres.start()
        try:
            env = {**os.environ, "KAIBO_TEST_POSTGRES": postgres.url}
            code = subprocess.run(sys.argv[1:], env=env, check=False).returncode
        finally:
            postgres.stop()
    finally:
        postgres.delete()
    sys.exit(code)


if __name__ == "__main__":
    main()
