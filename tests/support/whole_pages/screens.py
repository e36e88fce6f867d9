"""What of a page does not fit the window it is shown in: a laptop's, a desk's, a telephone's, a projector's."""

from __future__ import annotations

from collections.abc import Sequence

from tests.support.browsing import Visit
from tests.support.whole_pages.misfits import MISFITS

WIDTHS = {"laptop": 1366, "desk": 1920, "telephone": 390, "projector": 1024}

AT_ONCE = "[data-testid=stSidebar], [data-testid=stSidebar] * { transition: none !important; }"
"""While the navigation slides in, every chart would be drawn anew for every width on the way; the last one counts."""


def set_width(visit: Visit, screen: str) -> None:
    """The window as wide as that of this screen."""
    if visit.page.viewport_size != (size := {"width": WIDTHS[screen], "height": 768}):
        visit.page.set_viewport_size(size)
        visit.settle()


def misfits(visit: Visit, state: str) -> list[str]:
    """What does not fit in the window as it is; `state` says in which state the page is."""
    seen = visit.page.evaluate(MISFITS)
    assert seen["texts"] > 20, f"{state}: the page is empty"
    return [f"{state}: {one}" for one in seen["misfits"]]


def misfits_on(visit: Visit, screens: Sequence[str], state: str) -> list[str]:
    """What does not fit in the windows of these screens, one after the other."""
    wrong = []
    for screen in screens:
        set_width(visit, screen)
        wrong += misfits(visit, f"{state}, {screen}")
    return wrong
