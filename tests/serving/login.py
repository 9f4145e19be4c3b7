"""A login service as nginx's auth_request asks it: who somebody is stands in a cookie, and the answer is fixed."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# By cookie: the headers of the answer.
Answers = Mapping[str, Mapping[str, str]]


@contextlib.contextmanager
def login_service(answers: Answers) -> Iterator[int]:
    """Yields its port. Whoever has no cookie, or one that is not known, gets 401; `crash` gets 500.

    Like many a service, it hands back what it was told when the cookie is `echo`.
    """

    class Service(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            cookie = self.headers.get("Cookie", "").removeprefix("login=")
            self.send_response(500 if cookie == "crash" else 200 if cookie in (*answers, "echo") else 401)
            headers = {"X-Tenant": self.headers.get("X-Tenant", "")} if cookie == "echo" else answers.get(cookie, {})
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()
