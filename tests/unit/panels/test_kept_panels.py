"""A kept panel is made once for a context and choices, and anew for others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from core.context import Context, context_for
from core.language import Language
from core.panels.kept import kept
from core.panels.panel import Panel, Table
from tests.support.release_frames import tiny_release


def test_a_panel_is_made_again_only_for_another_context_or_other_choices(tmp_path: Path) -> None:
    made: list[tuple[str, dict[str, str]]] = []

    @kept
    def build(context: Context, choices: Mapping[str, str]) -> Panel:
        made.append((context.texts.language.value, dict(choices)))
        return Panel(id="example", headline=str(len(made)), subtitle="", source="", table=Table((), ()))

    release = tiny_release(tmp_path)
    context = context_for(release, Language.EN)
    first = build(context, {"year": "2025", "column": "books"})
    assert build(context_for(release, Language.EN), {"column": "books", "year": "2025"}) is first
    assert build(context, {"year": "2024"}).headline == "2"
    assert build(context_for(release, Language.ZH), {"year": "2024"}).headline == "3"
    assert build(replace(context, filled=True), {"year": "2024"}).headline == "4"
    assert made[0] == ("en", {"year": "2025", "column": "books"})
