"""Run commands on a bare machine: a fresh Debian root with Python, make and git alone.

The root has a clone of HEAD. `sudo scripts/bare_root.py` runs `make test`.
`sudo scripts/bare_root.py "make up" "make test"` runs both in one root, in that order. After `make up` the script
checks that the server and LiveKit answer, and stops the server.
The script removes the root at the end, unless `--keep` is given. It exits with 1 when a command failed.

It needs root, debootstrap, and 8 GB of free space for `make test`. Each command gets namespaces of its own: no mount
and no process outlives it. The network is the machine's own, so port 8780 must be free for `make up`.
The root takes this machine's mirrors and certificates (apt, pip, npm, Go), and nothing else of it.
Where the environment names them, run `sudo -E`.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGES = "python3,python3-venv,make,git,ca-certificates"
CLONE = Path("root/kaibo")
CACHE = Path("root/.cache/kaibo")
CONFIGURATION = ("/etc/pip.conf", "~/.config/pip/pip.conf", "~/.pip/pip.conf", "~/.npmrc", "~/.config/go/env")
NETWORK = ("/etc/hosts", "/etc/resolv.conf")
CERTIFICATES = Path("/usr/local/share/ca-certificates")
PASSED = re.compile(
    r"(?i)\w+_proxy|pip_\w+|npm_config_\w+|go(proxy|private|noproxy|sumdb|nosumdb)"
    r"|ssl_cert_(file|dir)|(curl|requests)_ca_bundle|node_extra_ca_certs|git_ssl_cainfo"
)
"""The variables of this machine that name its mirrors and certificates."""

ENTER = """
root=$1; shift
mount --rbind /dev "$root/dev" && mount --rbind /sys "$root/sys" &&
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm" && mount -t proc proc "$root/proc" || exit 125
chroot "$root" "$@"
exit $?
"""
"""The shell stays the first process of its namespace, because it must reap the processes that lose their parent."""

NAMESPACES = ("unshare", "--mount", "--pid", "--fork", "--kill-child")
ANSWER_SECONDS = 10


def stop(what: str, cure: str) -> None:
    sys.exit(f"bare root: {what}\n  {cure}")


def output(*command: object) -> str:
    """Return what a program prints. Raises CalledProcessError."""
    return subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, text=True).stdout


def need() -> None:
    """Stop when this machine lacks something, and say what."""
    if os.geteuid() != 0:
        stop("chroot and mount need root", "Run: sudo scripts/bare_root.py")
    for program, package in {"debootstrap": "debootstrap", "unshare": "util-linux", "git": "git"}.items():
        if not shutil.which(program):
            stop(f"{program} is not installed", f"Debian, Ubuntu: apt-get install {package}")


def sources(suite: str) -> list[tuple[str, str]]:
    """List Debian's repositories for a suite as this machine's apt has them: address and name of the suite."""
    if not shutil.which("apt-get"):
        return []
    form = "$(ORIGIN)\t$(REPO_URI)\t$(RELEASE)"
    rows = [row.split("\t") for row in output("apt-get", "indextargets", "--format", form).splitlines()]
    found = [(url, release) for origin, url, release in rows if origin == "Debian"]
    return [source for source in dict.fromkeys(found) if re.split("[-/]", source[1])[0] == suite]


def make_root(root: Path, suite: str, mirror: str | None) -> None:
    """Install the bare system. A file marks a root that is complete."""
    known = sources(suite)
    main = mirror or next((url for url, release in known if release == suite), None)
    if not main:
        stop(f"this machine's apt has no mirror of Debian {suite}", "Name one: --mirror http://deb.debian.org/debian")
    options = ["--variant=minbase", f"--include={PACKAGES}"]
    command = [*NAMESPACES, "debootstrap", *options, suite, str(root), str(main)]
    with tempfile.TemporaryFile() as log:
        if subprocess.run(command, stdout=log, stderr=log, check=False).returncode:
            log.seek(0)
            stop(f"debootstrap failed\n{log.read().decode(errors='replace')[-2000:]}", "Is the mirror reachable?")
    lines = [f"deb {url} {release} main\n" for url, release in known] or [f"deb {main} {suite} main\n"]
    (root / "etc/apt/sources.list").write_text("".join(lines))


def configure(root: Path) -> dict[str, str]:
    """Copy this machine's mirrors and certificates into the root. Return the environment for its commands."""
    for name in NETWORK:  # debootstrap has written its own
        (root / name.lstrip("/")).unlink(missing_ok=True)
    for name in (*NETWORK, *CONFIGURATION):
        _copy(Path(name).expanduser(), root / name.replace("~", "root").lstrip("/"))
    if shutil.which("apt-config"):
        ours = [row for row in output("apt-config", "dump").splitlines() if re.match(r"Acquire::https?::", row)]
        (root / "etc/apt/apt.conf.d/90machine").write_text("".join(f"{row}\n" for row in ours))
    for certificate in CERTIFICATES.glob("**/*.crt"):
        _copy(certificate, root / str(certificate).lstrip("/"))
    subprocess.run([*NAMESPACES, "chroot", root, "update-ca-certificates"], check=True, capture_output=True)
    passed = {name: value for name, value in os.environ.items() if PASSED.fullmatch(name)}
    if shutil.which("npm"):
        passed["npm_config_globalconfig"] = output("npm", "config", "get", "globalconfig").strip()
    for value in passed.values():
        if value.startswith("/"):
            _copy(Path(value), root / value.lstrip("/"))
    path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    return {"PATH": path, "HOME": "/root", "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive", **passed}


def _copy(source: Path, target: Path) -> None:
    """Copy a file or a folder. The files already in the root stay, such as its own certificates."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() or target.is_symlink():
        return
    if source.is_file():
        shutil.copyfile(source, target)
    elif source.is_dir():
        shutil.copytree(source, target)


def clone(root: Path) -> None:
    """Bring HEAD into the root. In a root that was kept, what the set-up has made stays."""
    head = output("git", "-C", REPOSITORY, "rev-parse", "HEAD").strip()
    if output("git", "-C", REPOSITORY, "status", "--porcelain", "--untracked-files=no"):
        print("bare root: changes that are not committed are left out", flush=True)
    target = root / CLONE
    if not target.exists():
        output("git", "clone", "--quiet", "--no-hardlinks", REPOSITORY, target)
    output("git", "-C", target, "fetch", "--quiet", REPOSITORY, "HEAD")
    output("git", "-C", target, "checkout", "--quiet", "--detach", head)


def run(root: Path, env: dict[str, str], command: str) -> bool:
    """Run one command in the clone. Return whether it did what it should."""
    settings = [f"{name}={value}" for name, value in env.items()]
    inside = ["env", "-i", *settings, "sh", "-c", f"cd /{CLONE} && {command}"]
    entering = [*NAMESPACES, "sh", "-c", ENTER, "sh", str(root), *inside]
    if not re.match(r"make up\b", command):
        return subprocess.run(entering, stdin=subprocess.DEVNULL, check=False).returncode == 0
    with subprocess.Popen(entering, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        try:
            for line in running.stdout:
                print(line, end="", flush=True)
                if address := re.search(r"https?://[\w.:-]+", line):
                    return answers(address[0], root / CLONE)
            return False
        finally:
            running.kill()


def answers(server: str, checkout: Path) -> bool:
    """Ask the server and its LiveKit. Return whether both say OK."""
    livekit = json.loads((checkout / "data/livekit.json").read_text())["port"]
    for url in (f"{server}/health", f"http://127.0.0.1:{livekit}/"):
        try:
            with urllib.request.urlopen(url, timeout=ANSWER_SECONDS) as answer:
                said = answer.read(100).decode(errors="replace").strip()
        except OSError as error:
            said = str(error)
        print(f"bare root: {url} answers {said}", flush=True)
        if said != "OK":
            return False
    return True


def remove(root: Path) -> None:
    """Delete the root. Refuse while something is mounted in it, because that would be deleted too."""
    mounts = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines()]
    if any(Path(mount).is_relative_to(root) for mount in mounts):
        stop(f"something is mounted in {root}", "Unmount it, then delete the folder.")
    shutil.rmtree(root)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commands", nargs="*", metavar="COMMAND", default=["make test"], help="default: make test")
    parser.add_argument(
        "--root", type=Path, metavar="DIR", help="make the root here; use the one that --keep left here"
    )
    parser.add_argument("--keep", action="store_true", help="leave the root in its folder")
    parser.add_argument("--cache", action="store_true", help="copy your cache (Go, Node, LiveKit) into the root first")
    parser.add_argument("--suite", default="bookworm", help="the Debian release (default: bookworm)")
    parser.add_argument(
        "--mirror", metavar="URL", help="where its packages are (default: as this machine's apt has it)"
    )
    return parser.parse_args()


def main() -> None:
    given = arguments()
    need()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the root must go then, too
    root: Path = (given.root or Path(tempfile.mkdtemp(prefix="kaibo-bare-", dir="/var/tmp"))).resolve()
    complete = root / "root/.bare-root"
    if root.exists() and any(root.iterdir()) and not complete.exists():
        stop(f"{root} holds something else", "Name an empty folder, or one that this script kept.")
    try:
        print(f"bare root: {root}", flush=True)
        if not complete.exists():
            make_root(root, given.suite, given.mirror)
            complete.touch()
        env = configure(root)
        clone(root)
        ours = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kaibo"
        if given.cache and ours.exists():
            shutil.copytree(ours, root / CACHE, dirs_exist_ok=True)
        failed = []
        for command in given.commands:
            print(f"bare root: {command}", flush=True)
            began = time.monotonic()
            good = run(root, env, command)
            print(f"bare root: {command}: {'done' if good else 'FAILED'}, {time.monotonic() - began:.0f} s", flush=True)
            failed += [] if good else [command]
    finally:
        if not given.keep:
            remove(root)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
