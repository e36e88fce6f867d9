"""The dashboard as a real server process on a free port, for the tests and the benchmark."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.prepared_process import ForkedServer, fork_server, offer_prepared_process, shared_server

ROOT = Path(__file__).resolve().parents[2]

BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""A Chromium that talks to nobody but the page under test, and runs in a container."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer as it came over the wire: nothing decompressed, no redirect followed."""

    status: int
    headers: Mapping[str, str]  # names in lower case
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    def json(self) -> dict[str, object]:
        content = json.loads(self.body)
        assert isinstance(content, dict)
        return content


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `log` holds what it wrote."""

    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, address: str, **headers: str) -> Answer:
        """Ask for an address; header names are written with underscores (`accept_language="en"`)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", address, headers={name.replace("_", "-"): text for name, text in headers.items()})
            answer = connection.getresponse()
            headers = {name.lower(): text for name, text in answer.getheaders()}
            return Answer(answer.status, headers, answer.read())
        finally:
            connection.close()


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def chromium() -> str | None:
    """The installed Chromium or Chrome; None when there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


def streamlit_command(port: int, script: str = "app.py") -> list[str]:
    """How the README starts the dashboard."""
    return [
        *(sys.executable, "-m", "streamlit", "run", script),
        *("--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true"),
    ]


def uvicorn_command(port: int) -> list[str]:
    """How an administrator starts it behind another server."""
    return [sys.executable, "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", str(port)]


@contextmanager
def serving(
    home: Path | None = None,
    *,
    uvicorn: bool = False,
    cwd: Path = ROOT,
    port: int | None = None,
    prepared: bool = False,
) -> Iterator[Server]:
    """Start a server on a workspace (`home`; an empty one when None), wait until it answers, and end it afterwards.

    It listens on `port`, a free one when None. `cwd` is the folder of `app.py`; another one than ours serves another
    application. A `prepared` one has the libraries loaded before it starts, where the system can fork.

    Raises:
        RuntimeError: the server did not start; the message holds what it wrote.
    """
    port = port or free_port()
    command = uvicorn_command(port) if uvicorn else streamlit_command(port)
    with tempfile.TemporaryDirectory(prefix="serving-") as folder:
        empty, log = Path(folder) / "home", Path(folder) / "log"
        environment = _environment(home or empty)
        process: subprocess.Popen[bytes] | ForkedServer
        if prepared and hasattr(os, "fork"):
            process = fork_server(command[2:], cwd, environment, log)
        else:
            with log.open("wb") as output:
                process = subprocess.Popen(
                    command, cwd=cwd, env=environment, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
                )
        server = Server(port, log)
        try:
            _wait(server, process)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def serving_all() -> Iterator[Server]:
    """The server of the demonstration releases that all processes of a run share; it ends with the run.

    Each asks of it what others have asked before, and it works that out once.

    Raises:
        RuntimeError: the server did not start; the message holds what it wrote.
    """
    if not hasattr(os, "fork"):
        with serving() as own:
            yield own
        return
    folder = offer_prepared_process()
    home, log, port = folder / "home", folder / "log", free_port()
    process, port = shared_server(port, streamlit_command(port)[2:], ROOT, _environment(home), log)
    server = Server(port, log)
    _wait(server, process)
    yield server


def _environment(home: Path) -> dict[str, str]:
    environment = {name: text for name, text in os.environ.items() if not name.startswith("STREAMLIT_")}
    return environment | {"DASHBOARD_HOME": str(home)}


def _wait(server: Server, process: subprocess.Popen[bytes] | ForkedServer, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            if server.get("/_stcore/health").status == 200:
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise RuntimeError("the server did not start:\n" + server.log.read_text("utf-8", "replace"))
