"""Measures what is handed over: `python tests/bench_exports.py`, see `tests/bench/exports.py`."""

import runpy
from pathlib import Path

runpy.run_path(str(Path(__file__).parent / "bench" / "exports.py"), run_name="__main__")
