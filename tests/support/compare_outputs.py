"""Record everything a reader can get from the program, and compare two recordings value by value.

    python tests/support/compare_outputs.py record FOLDER            # pages, downloads, workbooks, commands
    python tests/support/compare_outputs.py compare BEFORE AFTER     # every difference; exit code 1 when there is one

A recording holds, for every demonstration release in both languages: what each page sends to the browser, each
download, the workbooks part by part, and what each command prints. Use it before and after a change that is meant to
change no behaviour.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

LANGUAGES = ("zh", "en")
MOVED = {"vocational_entrant_share": "45", "college_fill": "1.05"}
"""A scenario with two levers moved, in the words of an address."""
PAGES: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("overview", "", {}),
    ("enrolment", "enrolment", {}),
    ("enrolment by entrants", "enrolment", {"basis": "entrants", "measure": "graduates"}),
    ("colleges", "colleges", {}),
    ("training", "training", {}),
    ("teachers", "teachers", {}),
    ("scenario", "scenario", {}),
    ("scenario moved", "scenario", MOVED),
    *(
        (f"scenario {section}", "scenario", {**MOVED, "section": section})
        for section in ("take", "matters", "schools", "compare", "saved")
    ),
    ("scenario assumptions", "scenario", {**MOVED, "section": "assumptions", "goal": "dual_qualified_share"}),
    ("intake", "intake", {}),
    ("sources", "sources", {}),
    ("sources number", "sources", {"indicator": "college_students", "year": "2023"}),
    ("sources rows", "sources", {"dataset": "enrolment", "year": "2023"}),
    ("sources search", "sources", {"find": "双师"}),
    ("sources changes", "sources", {"since": "2023-09-01"}),
    ("sources refused", "sources", {"indicator": "no_such", "year": "20x3"}),
)
EXPORT_CHOICES: tuple[Mapping[str, str], ...] = (
    {},
    {**MOVED, "goal": "college_students", "indicator": "college_students", "year": "2023", "basis": "entrants"},
)
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("snapshots",),
    ("verify",),
    ("assess", "tests/reference/statcan_sdg_progress.csv", "--rule", "statcan", "--against", "status"),
    ("assess", "tests/reference/dns_weather.csv", "--rule", "weather"),
    ("assess", "no-such-file.csv"),
    ("scenario", "--levers"),
    ("scenario", "--set", "vocational_entrant_share=45%", "--json"),
    ("scenario", "--set", "no_such_lever=1"),
    ("check", "README.md"),
)


def releases() -> list[str]:
    return sorted(path.name for path in (ROOT / "data" / "snapshots").iterdir() if path.is_dir())


def record(folder: Path) -> None:
    """Write one file for every page, download, workbook and command, with a quiet, empty workspace."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["DASHBOARD_HOME"] = home
        for name, content in _everything(Path(home)):
            (folder / re.sub(r"[^\w=.,-]", "_", name)).write_text(content, "utf-8")


def _everything(home: Path) -> Iterator[tuple[str, str]]:
    yield from _commands(home)
    yield from _downloads()
    yield from _pages()


def _pages() -> Iterator[tuple[str, str]]:
    """What every page sends to the browser, element by element, without the ids the framework makes up."""
    import logging

    from google.protobuf.json_format import MessageToDict
    from streamlit.testing.v1 import AppTest

    logging.getLogger("streamlit").setLevel(logging.ERROR)
    for release in releases():
        for language in LANGUAGES:
            for title, page, address in PAGES:
                app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=120)
                for key, value in {"lang": language, "as_of": release, **address}.items():
                    app.query_params[key] = value
                app.run()
                if page:
                    app.switch_page(f"{page}.py").run()
                sent = []
                for element in (*app.sidebar, *app.main):
                    proto = getattr(element, "proto", None)
                    message = MessageToDict(proto) if proto is not None else {"value": str(element)}
                    sent.append(_plain({"type": element.type, **message}))
                sent.append({"exceptions": [str(error.value) for error in app.exception]})
                yield f"page {title} {release} {language}.json", _json(sent)


def _plain(value: Any) -> Any:
    """A message with JSON inside its strings opened, and addresses of scripts and framework ids taken out."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if key not in ("id", "componentName", "formId")}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        if value[:1] in "[{":
            with contextlib.suppress(ValueError):
                return _plain(json.loads(value))
        return re.sub(r"/element/[\w.-]+", "/element/…", re.sub(r"\$\$\w+-[0-9a-f]{8,}", "$$…", value))
    return value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _downloads() -> Iterator[tuple[str, str]]:
    """Every download of every release, asked from a running server."""
    serving = _serving()
    panels = _panel_ids()
    with serving() as server:
        for release in releases():
            for language in LANGUAGES:
                base = {"as_of": release, "lang": language}
                for panel in panels:
                    for number, choices in enumerate(EXPORT_CHOICES):
                        query = urlencode({**base, **choices})
                        for kind in ("csv", "xlsx"):
                            answer = server.get(f"/export/{panel}.{kind}?{query}")
                            yield f"export {panel} {number} {release} {language}.{kind}.txt", _answer(answer)
                for name, address in (
                    ("scenario", f"/scenario.xlsx?{urlencode({**base, **MOVED})}"),
                    ("template", f"/template.xlsx?{urlencode({**base, 'year': '2026'})}"),
                    ("template school", f"/template.xlsx?{urlencode({**base, 'year': '2026', 'unit': '500110-sv-a'})}"),
                    ("template unknown", f"/template.xlsx?{urlencode({**base, 'year': '2026', 'unit': 'x'})}"),
                ):
                    yield f"workbook {name} {release} {language}.txt", _answer(server.get(address))
        for address in ("/healthz", "/export/none.csv?lang=en", "/export/colleges.csv?as_of=1999-01-01&lang=en"):
            yield f"answer {address}.txt", _answer(server.get(address))


def _serving() -> Any:
    try:
        from tests.support.serving import serving
    except ImportError:
        from tests.support.serving import serving
    return serving


def _panel_ids() -> list[str]:
    from core.panels.registry import PANELS

    return sorted({*PANELS, "reporting"})


def _answer(answer: Any) -> str:
    head = f"{answer.status} {answer.headers.get('content-type')} {answer.headers.get('content-disposition')}\n"
    body: bytes = answer.body
    return head + (_workbook(body) if body[:2] == b"PK" else body.decode("utf-8", "replace"))


def _workbook(content: bytes) -> str:
    """The parts of a workbook as text, one element a line; the time it was made is left out."""
    lines = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in sorted(package.namelist()):
            text = package.read(name).decode("utf-8", "replace")
            lines.append(f"=== {name}")
            lines.append(re.sub(r"<dcterms:(created|modified)[^<]*<[^>]*>", "", text).replace("><", ">\n<"))
    return "\n".join(lines) + "\n"


def _commands(home: Path) -> Iterator[tuple[str, str]]:
    environment = {**os.environ, "DASHBOARD_HOME": str(home), "PYTHONHASHSEED": "0"}
    commands = [
        *COMMANDS,
        *(("assess", "--as-of", release) for release in releases()),
        *(("scenario", "--as-of", release) for release in releases()),
    ]
    for language in LANGUAGES:
        for command in commands:
            run = subprocess.run(
                [sys.executable, "-m", "core", "--lang", language, *command],
                cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
            )  # fmt: skip
            name = " ".join(Path(part).name for part in command)
            yield f"command {language} {name}.txt", f"{run.returncode}\n{run.stdout}\n{run.stderr}"


def compare(before: Path, after: Path) -> int:
    """Print what differs between two recordings; 1 when anything does."""
    names = sorted({path.name for path in before.iterdir()} | {path.name for path in after.iterdir()})
    if not names:
        print("nothing recorded")
        return 1
    different = 0
    for name in names:
        sides = [(folder / name).read_text("utf-8") if (folder / name).exists() else "" for folder in (before, after)]
        if sides[0] == sides[1]:
            continue
        different += 1
        print(f"--- {name}")
        lines = difflib.unified_diff(sides[0].splitlines(), sides[1].splitlines(), lineterm="", n=0)
        for number, line in enumerate(lines):
            if number > 30:
                print("    …")
                break
            print("    " + line[:300])
    print(f"{len(names)} outputs, {different} differ")
    return 1 if different else 0


if __name__ == "__main__":
    if sys.argv[1] == "record":
        record(Path(sys.argv[2]))
    else:
        sys.exit(compare(Path(sys.argv[2]), Path(sys.argv[3])))
