"""A process with the libraries and our own code loaded, which forks servers: most of a start is loading them.

The settings of a server, its caches and its first run of the page are those of a fresh start. `serving` starts one
for every process of tests that asks for a server; it ends with the process that started it.
"""

from __future__ import annotations

import atexit
import json
import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

LIBRARIES = ("duckdb", "pandas", "plotly.graph_objects", "pyarrow.parquet", "scipy.stats", "streamlit.web.cli")
LIBRARIES += ("babel.messages.catalog", "pydantic", "uvicorn", "xlsxwriter")
OURS = ("core.panels.registry", "core.ui.frame", "core.ui.page", "core.ui.server.middleware", "core.ui.server.routes")


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


def fork_server(module: Sequence[str], cwd: Path, environment: Mapping[str, str], log: Path) -> ForkedServer:
    """Run a module with its arguments, as `python -m` does, in a fork of the prepared process."""
    process = _prepared()
    assert process.stdin is not None
    assert process.stdout is not None
    order = {"module": list(module), "cwd": str(cwd), "environment": dict(environment), "log": str(log)}
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()
    return ForkedServer(int(process.stdout.readline()))


@cache
def _prepared() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", __spec__.name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    atexit.register(process.kill)
    return process


def _serve_orders() -> None:
    for module in (*LIBRARIES, *OURS):
        import_module(module)
    # No test installs a component: which there are is looked up once, not by every server.
    manifest_scanner = import_module("streamlit.components.v2.manifest_scanner")
    components = manifest_scanner.scan_component_manifests()
    manifest_scanner.scan_component_manifests = lambda *_: components
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a server that has ended
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become(**order)
        print(pid, flush=True)


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
    _serve_orders()
