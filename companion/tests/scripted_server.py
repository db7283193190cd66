"""A server of our own, by https with a certificate, that answers whatever it is told to."""

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import trustme


@dataclass
class Said:
    """What a server of our own answers to whatever is posted, and the paths that it was asked for."""

    body: object
    status: int = 200
    cookies: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@contextmanager
def saying(said: Said, certificate: trustme.LeafCert | None = None) -> Iterator[str]:
    """Its address."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said.asked.append(self.path)
            self.rfile.read(int(self.headers["Content-Length"]))
            text = json.dumps(said.body).encode()
            self.send_response(said.status)
            for cookie in said.cookies:
                self.send_header("Set-Cookie", cookie)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Who does not like the certificate hangs up."""

    server = Server(("127.0.0.1", 0), Answers)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"{'https' if certificate else 'http'}://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
