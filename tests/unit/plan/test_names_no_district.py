"""No code names the district that comes with the program: it is named by data."""

from __future__ import annotations

import re

from core.workspace import DATA

ROOT = DATA.parent
NAMES = re.compile("qijiang|綦|500110|重庆|chongqing", re.I)


def test_no_program_text_or_shared_data_names_a_district() -> None:
    kinds = (".py", ".po", ".html", ".css", ".js", ".toml")
    files = [ROOT / "app.py", *ROOT.glob("core/**/*"), *ROOT.glob("pages/**/*"), *ROOT.glob("data/plan/*.toml")]
    read = [file for file in files if file.suffix in kinds]
    assert len(read) > 200
    assert [file.name for file in read if NAMES.search(file.read_text("utf-8"))] == []
