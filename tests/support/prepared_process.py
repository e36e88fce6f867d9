"""A process that has started as a server does and forks servers: most of a start is loading and working out.

What a server prepares of the demonstration before the first person comes is there already when it starts, and it
prepares it again. Its settings, and its first run of every page, are those of a fresh start. All processes of a run of
the tests ask one such process, which the first of them starts, and which ends with the run.
"""

from __future__ import annotations

import asyncio
import atexit
import fcntl
import gc
import json
import os
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

FOLDER = "TESTS_PREPARED_PROCESS"
"""The variable of the environment that names the folder of the run: lock, socket, and what is shared."""
LIBRARIES = ("duckdb", "pandas", "plotly.graph_objects", "pyarrow.parquet", "scipy.stats", "streamlit.web.cli")
LIBRARIES += ("babel.messages.catalog", "pyarrow.dataset", "pydantic", "pypinyin", "scipy.special", "xlsxwriter")
LIBRARIES += ("streamlit.emojis", "streamlit.web.server.starlette.starlette_agent_routes", "uvicorn.lifespan.on")
LIBRARIES += ("uvicorn.loops.uvloop", "uvicorn.protocols.http.httptools_impl", "uvicorn.protocols.websockets.auto")
STARTED: list[subprocess.Popen[bytes]] = []
"""The prepared process, in the process that started it."""
OURS = ("core.panels.registry", "core.ui.frame", "core.ui.intake.page", "core.ui.page", "core.ui.server.failures")
OURS += ("core.ui.server.middleware", "core.ui.server.routes")


class ForkedServer:
    """A server that was forked: as much of `subprocess.Popen` as `serving` needs of it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """None while it runs."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def wait(self, timeout: float = 60) -> int:
        """Raises subprocess.TimeoutExpired when it still runs after so many seconds."""
        until = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired(f"server {self.pid}", timeout)
            time.sleep(0.01)
        return 0

    def _send(self, signal_number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, signal_number)


def offer_prepared_process() -> Path:
    """The folder of this run of the tests, for this process and those it starts; it is gone when this one has ended.

    Nothing is started yet: that is left to the first who asks for a server.
    """
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="prepared-")
        atexit.register(_end_run, Path(os.environ[FOLDER]), os.getpid())
    return Path(os.environ[FOLDER])


def fork_server(module: Sequence[str], cwd: Path, environment: Mapping[str, str], log: Path) -> ForkedServer:
    """Run a module with its arguments, as `python -m` does, in a fork of the prepared process."""
    return ForkedServer(_ask(module=list(module), cwd=str(cwd), environment=dict(environment), log=str(log))["pid"])


def shared_server(
    port: int, module: Sequence[str], cwd: Path, environment: Mapping[str, str], log: Path
) -> tuple[ForkedServer, int]:
    """The one server of the run and its port: who asks first has it started at `port`."""
    order = {"module": list(module), "cwd": str(cwd), "environment": dict(environment), "log": str(log)}
    answer = _ask(**order, shared_port=port)
    return ForkedServer(answer["pid"]), answer["port"]


def _ask(**order: Any) -> dict[str, Any]:
    folder = offer_prepared_process()
    with (folder / "lock").open("w") as lock, socket.socket(socket.AF_UNIX) as connection:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "socket").exists():
            _start(folder)
        connection.connect(str(folder / "socket"))
        connection.sendall(json.dumps(order).encode() + b"\n")
        with connection.makefile("r") as lines:
            answer: dict[str, Any] = json.loads(lines.readline())
    return answer


def _start(folder: Path) -> None:
    command = [sys.executable, "-m", __spec__.name, str(folder / "socket")]
    process = subprocess.Popen(
        command, cwd=Path(__file__).parents[2], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    STARTED.append(process)
    while not (folder / "socket").exists():
        if process.poll() is not None:
            raise RuntimeError("the prepared process did not start; its reason is above")
        time.sleep(0.02)


def _end_run(folder: Path, owner: int) -> None:
    if os.getpid() != owner:
        return
    if (folder / "socket").exists():
        _ask()
    shutil.rmtree(folder, ignore_errors=True)


def _serve_orders(address: Path) -> None:
    for module in (*LIBRARIES, *OURS):
        import_module(module)
    # No test installs a component: which there are is looked up once, not by every server.
    manifest_scanner = import_module("streamlit.components.v2.manifest_scanner")
    components = manifest_scanner.scan_component_manifests()
    manifest_scanner.scan_component_manifests = lambda *_: components
    asyncio.run(_started(address.parent / "home"))
    # A server looks for cycles as it starts: not among what all of them share, which would also be copied for each.
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a server that has ended
    shared: dict[str, Any] = {}
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(address.with_suffix(".new")))
        door.listen()
        address.with_suffix(".new").rename(address)
        while True:
            connection, _ = door.accept()
            with connection:
                with connection.makefile("r") as lines:
                    order = json.loads(lines.readline())
                port = order.pop("shared_port", None)
                answer = shared if port and shared else {"port": port}
                if order and "pid" not in answer:
                    answer["pid"] = os.fork()
                    if answer["pid"] == 0:
                        door.close()
                        connection.close()
                        _become(**order)
                shared = answer if port else shared
                connection.sendall(json.dumps(answer).encode() + b"\n")
            if not order:
                break
    if shared:
        os.kill(shared["pid"], signal.SIGTERM)


async def _started(home: Path) -> None:
    """What a server does as it starts on the demonstration releases, the workspace `home` being empty."""
    os.environ["DASHBOARD_HOME"] = str(home)
    async with import_module("core.ui.server.routes").lifespan(None):
        # The threads of DuckDB would be missing in a fork: each server has a connection of its own.
        import_module("core.queries.database").connection_for.cache_clear()


def _become(module: list[str], cwd: str, environment: dict[str, str], log: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    output, nothing = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[:] = module
    sys.path[0] = cwd
    runpy.run_module(module[0], run_name="__main__", alter_sys=True)
    sys.exit()


if __name__ == "__main__":
    _serve_orders(Path(sys.argv[1]))
    os._exit(0)  # at an ordinary end DuckDB lists on the terminal what Python still holds of it
