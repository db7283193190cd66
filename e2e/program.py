"""A small program in a process of its own, which reads and writes lines of JSON."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Any


class Program:
    """`text` is Python. It writes with `print(json, flush=True)` and reads its standard input."""

    def __init__(self, text: str, env: Mapping[str, str], *arguments: str) -> None:
        command = [sys.executable, "-W", "error", "-c", text, *arguments]
        self.process = subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    def tell(self, value: object) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(value) + "\n")
        self.process.stdin.flush()

    def hear(self, seconds: float = 20) -> Any:
        """Return its next line. Fail when none comes in so many seconds."""
        try:
            return json.loads(self._lines.get(timeout=seconds))
        except queue.Empty:
            raise AssertionError(f"nothing was said in {seconds} s") from None

    def ask(self, value: object) -> Any:
        self.tell(value)
        return self.hear()

    def kill(self) -> None:
        """End it as a crash does."""
        os.kill(self.process.pid, signal.SIGKILL)
        self._end()

    def end(self) -> int:
        """Close its input, which ends it. Return its exit code."""
        assert self.process.stdin
        self.process.stdin.close()
        return self._end()

    def _end(self) -> int:
        try:
            code = self.process.wait(20)
        finally:
            self.process.kill()
            self.process.wait()
            self._reader.join(20)
            for pipe in (self.process.stdin, self.process.stdout):
                if pipe:
                    pipe.close()
        return code

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)
