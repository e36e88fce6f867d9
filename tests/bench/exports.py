"""Measures what is handed over: processor seconds and memory of every kind of file, and what of a deck is native.

For the demonstration and for a municipality with 400 schools, each kind in a process of its own, in both languages.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from core import snapshots  # noqa: E402
from core.context import context_for  # noqa: E402
from core.exports.documents.charts import native_chart  # noqa: E402
from core.exports.documents.document import Document, Length  # noqa: E402
from core.exports.documents.kinds import KINDS, document_to_write, hand_over  # noqa: E402
from core.formats import Formats  # noqa: E402
from core.language import Language, catalogue  # noqa: E402

MOST_SECONDS = {"deck": 3.0, "report": 2.0, "pdf": 3.0, "workbook": 2.0, "handoff": 2.0}
"""Of the demonstration; a municipality may take three times that."""
MOST_MEGABYTES = 300
"""What making a file takes on top of the program with its libraries, which is printed, too."""
LARGER = 3


def measure(kind: str, language: str) -> dict[str, Any]:
    """One kind of file of the newest release in this process: its first and its second making."""
    releases = snapshots.releases()
    newest = releases.latest()
    assert newest is not None
    seconds: list[float] = []
    before = _megabytes()
    for _ in range(2):
        start = process_time()
        context = context_for(newest, Language(language), releases=releases)
        document = document_to_write(KINDS[kind], Length.FULL, context)
        content = hand_over(document, KINDS[kind], context)
        seconds.append(process_time() - start)
    peak = _megabytes()
    native = _native(document, content) if kind == "deck" else ""
    return {
        "first": seconds[0],
        "again": seconds[1],
        "megabytes": peak - before,
        "peak": peak,
        "bytes": len(content),
        "native": native,
    }


def _megabytes() -> float:
    """The most memory this process has held so far; what the kernel counts for a process begins with its parent's."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def _native(document: Document, content: bytes) -> str:
    """How many of the figures and tables of a deck are native charts and tables, and how many pictures it holds."""
    from pptx import Presentation
    from pptx.enum.shapes import MSO_SHAPE_TYPE

    formats = Formats(catalogue(document.language))
    figures = [
        native_chart(view.panel, formats) is not None for view in document.views if view.panel.figure is not None
    ]
    shapes = [shape for slide in Presentation(BytesIO(content)).slides for shape in slide.shapes]
    charts, tables = (sum(bool(getattr(shape, f"has_{name}")) for shape in shapes) for name in ("chart", "table"))
    pictures = sum(shape.shape_type is MSO_SHAPE_TYPE.PICTURE for shape in shapes)
    return f"{sum(figures)} of {len(figures)} figures in {charts} charts, {tables} tables, {pictures} pictures"


def _measured_apart(kind: str, language: str, home: str) -> dict[str, Any]:
    """The same in a process of its own, on the workspace at `home`."""
    environment = {**os.environ, "DASHBOARD_HOME": home}
    command = [sys.executable, __file__, kind, language]
    answer = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    measured: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return measured


def main() -> int:
    """Print a line a kind, language and workspace; the exit code says whether all keep their bounds."""
    from tests.support.district.municipality import municipality

    missed = 0
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as large:
        municipality(Path(large))
        for name, home, factor in (("demonstration", empty, 1), ("400 schools", large, LARGER)):
            for kind in KINDS:
                for language in Language:
                    one = _measured_apart(kind, language, home)
                    bounds = MOST_SECONDS[kind] * factor, MOST_MEGABYTES * factor
                    kept = one["first"] <= bounds[0] and one["megabytes"] <= bounds[1]
                    missed += not kept
                    print(
                        f"{name:14} {kind:9} {language}: {one['first']:.2f} s, again {one['again']:.2f} s "
                        f"(at most {bounds[0]:.0f}), {one['megabytes']:.0f} MB (at most {bounds[1]}; "
                        f"{one['peak']:.0f} in all), "
                        f"{one['bytes'] / 1024:.0f} KB {one['native']} {'' if kept else 'MISSED'}"
                    )
    return int(missed > 0)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(json.dumps(measure(*sys.argv[1:])))
    else:
        sys.exit(main())
