"""A municipality of 400 schools: what a page needs of them takes a fraction of a second of processor time."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from core.context import context_for
from core.language import Language
from core.panels.conditions.choices import choices_of, selection
from core.panels.conditions.matrix import ROWS, matrix
from core.panels.conditions.matrix_panel import matrix_head
from tests.support.release_frames import frame, tiny_release, tiny_release_frames

SCHOOLS = 400


def test_a_page_of_the_matrix_of_400_schools_is_made_in_a_fraction_of_a_second(tmp_path: Path) -> None:
    frames = tiny_release_frames()
    of_a = frames["conditions"].to_dict("records")
    names = [f"{place:03}号示例中等职业学校{'长' * 50 if place % 50 == 0 else ''}" for place in range(SCHOOLS)]
    many = [
        {**entry, "unit_id": f"many-{place:03}", "unit_name": name, "unit_name_en": name}
        for place, name in enumerate(names)
        for entry in of_a
    ]
    frames["conditions"] = frame("conditions", many)
    context = context_for(tiny_release(tmp_path, date(2025, 12, 31), frames), Language.ZH)
    took = []
    for _ in range(2):
        start = time.process_time()
        choices = choices_of(context, {})
        assert choices is not None
        chosen = selection(context, choices)
        assert chosen is not None
        panel, shown = matrix_head(chosen, context), matrix(chosen, context)
        took.append(time.process_time() - start)
    assert len(chosen.schools) == SCHOOLS
    assert f"{SCHOOLS}所学校中0所各项达标，{SCHOOLS}所有不达标项" in panel.headline
    assert (len(shown.rows), shown.pages) == (ROWS, -(-SCHOOLS // ROWS))
    assert took[0] < 3  # the whole release is read once, on a busy machine as well
    assert took[1] < 0.3
