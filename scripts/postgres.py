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


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # without this, SIGTERM would leave the database running
    bin_folder, root = programs(), os.geteuid() == 0
    folder = Path(tempfile.mkdtemp(prefix="kaibo-pg-", dir="/tmp"))
    become = ["runuser", "-u", "postgres", "--"] if root else []  # PostgreSQL refuses to run as root
    if root:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)

    def postgres(program: str, *arguments: str) -> None:
        command = [*become, str(bin_folder / program), "-D", f"{folder}/data", *arguments]
        subprocess.run(command, cwd="/", check=True, stdout=subprocess.DEVNULL)

    try:
        postgres("initdb", "-A", "trust", "-U", "kaibo", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=200"
        postgres("pg_ctl", "-s", "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            url = f"postgresql+psycopg://kaibo@/postgres?host={folder}"
            env = {**os.environ, "KAIBO_TEST_POSTGRES": url}
            code = subprocess.run(sys.argv[1:], env=env, check=False).returncode
        finally:
            postgres("pg_ctl", "-s", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(code)


main()
