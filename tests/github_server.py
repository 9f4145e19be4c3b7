"""A GitHub on this machine's loopback, as far as our commands speak to it: comments, pull requests, statuses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "a-token-of-the-test"
NAME = "example-hosting/status"


@dataclass
class GitHub:
    """`refuses` is a code that everything is answered with."""

    address: str = ""
    comments: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    statuses: dict[str, dict[str, Any]] = field(default_factory=dict)
    refuses: int | None = None

    @property
    def environment(self) -> dict[str, str]:
        return {"GITHUB_API_URL": self.address, "GITHUB_REPOSITORY": NAME, "GITHUB_TOKEN": TOKEN}

    def comment(self, number: int, body: str, kind: str = "Bot") -> None:
        comments = self.comments.setdefault(number, [])
        comments.append({"id": number * 1000 + len(comments), "body": body, "user": {"type": kind}, "html_url": "c"})

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: dict[str, Any]) -> tuple[int, Any]:
        if match := re.fullmatch(r"issues/(\d+)/comments", path):
            number = int(match[1])
            if method == "POST":
                self.comment(number, body["body"])
                return 201, self.comments[number][-1]
            size, page = int(query["per_page"][0]), int(query["page"][0])
            return 200, self.comments.get(number, [])[(page - 1) * size : page * size]
        if match := re.fullmatch(r"issues/comments/(\d+)", path):
            found = next(one for many in self.comments.values() for one in many if one["id"] == int(match[1]))
            found["body"] = body["body"]
            return 200, found
        if path == "pulls" and method == "POST":
            self.pulls.append({"number": 100 + len(self.pulls), "html_url": "https://forge.example/pull", **body})
            return 201, self.pulls[-1]
        if path == "pulls":
            head = query["head"][0].split(":", 1)[1]
            return 200, [pull for pull in self.pulls if pull["head"] == head]
        if path.startswith("statuses/"):
            self.statuses[path.removeprefix("statuses/")] = body
            return 201, {}
        return 404, {"message": "Not Found"}


@contextmanager
def github() -> Iterator[GitHub]:
    state = GitHub()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            url = urlsplit(self.path)
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
            known = self.headers["Authorization"] == f"Bearer {TOKEN}"
            if state.refuses or not known:
                code, answer = state.refuses or 401, {"message": "Resource not accessible by integration"}
            else:
                path = url.path.removeprefix(f"/repos/{NAME}/")
                code, answer = state.answer(self.command, path, parse_qs(url.query), body)
            data = json.dumps(answer).encode()
            self.send_response(code)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = _answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Nothing on the tests' own stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    state.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
