"""A test server that gives one fixed answer, with or without https."""

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from threading import Thread
from time import time
from typing import Any

import trustme


@dataclass
class FixedAnswer:
    """The answer to every request. `asked` collects the paths of the requests, `connections` counts all attempts."""

    body: object
    status: int = 200
    cookies: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    connections: int = 0
    ahead: float = 0
    """Seconds by which the server's clock is ahead."""
    date: str | None = None
    """A Date header in place of the true one."""


@contextmanager
def serve(answer: FixedAnswer, certificate: trustme.LeafCert | None = None) -> Iterator[str]:
    """Run the server, and yield its origin."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer.asked.append(self.path)
            self.rfile.read(int(self.headers["Content-Length"]))
            text = json.dumps(answer.body).encode()
            self.send_response(answer.status)
            for cookie in answer.cookies:
                self.send_header("Set-Cookie", cookie)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def do_GET(self) -> None:
            answer.asked.append(self.path)
            self.send_response(answer.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def date_time_string(self, timestamp: float | None = None) -> str:
            return answer.date if answer.date is not None else super().date_time_string(time() + answer.ahead)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def get_request(self) -> tuple[socket, Any]:
            answer.connections += 1
            return super().get_request()

        def handle_error(self, *_: object) -> None:
            """Ignore clients that reject the certificate."""

    server = Server(("127.0.0.1", 0), Answers)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"{'https' if certificate else 'http'}://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
