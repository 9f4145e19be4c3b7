"""A real nginx on the loopback interface, with the configuration of the handbook."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from serving.install import NGINX

SHIPPED = Path(__file__).parents[2] / "generator/docs/nginx.conf"

_MAIN = """\
{user}
daemon off;
master_process on;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    types {{
        text/html html; text/css css; image/svg+xml svg; application/pdf pdf; application/json json;
        application/rss+xml rss; application/atom+xml atom;
    }}
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{sites}
}}
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Host:
    port: int
    name: str

    def get(self, target: str, login: str = "", **headers: str) -> Answer:
        """What comes back for these very bytes: nothing cleans the target up before it is sent."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.closing(connection):
            connection.putrequest("GET", target, skip_host=True)
            told = {"Host": self.name, **({"Cookie": f"login={login}"} if login else {}), **headers}
            for name, value in told.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())


def on_loopback(text: str, port: int, login_port: int, srv: Path) -> str:
    """The handbook's configuration with this machine's ports and folders, and without certificates."""
    text = re.sub(r"^\s*ssl_certificate.*\n", "", text, flags=re.MULTILINE)
    for told, here in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        ("127.0.0.1:4180", f"127.0.0.1:{login_port}"),
        ("/srv/", f"{srv}/"),
    ):
        assert told in text, told
        text = text.replace(told, here)
    return text


@contextlib.contextmanager
def running(text: str, login_port: int, srv: Path, folder: Path) -> Iterator[int]:
    """Yields the port of an nginx with these sites."""
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    sites = on_loopback(text, port, login_port, srv)
    user = "user root;" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(_MAIN.format(user=user, folder=folder, sites=sites))
    process = subprocess.Popen([NGINX, "-e", f"{folder}/error.log", "-p", str(folder), "-c", str(config)])
    try:
        _wait_for(port, process, folder / "error.log")
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(400):
        assert process.poll() is None, log.read_text() if log.exists() else "nginx ended"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nginx does not answer: {log.read_text()}")
