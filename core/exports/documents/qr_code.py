"""The QR code of what is handed over, in the forms that files take: its dark places, a drawing, a picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import groupby

import segno

MARGIN = 2
"""Light modules around it, which belong to it: a reader needs them, whatever stands beside or behind."""
PIXELS = 8
"""Of a module in a picture: enough for a picture that is drawn larger to stay sharp."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A square of `side` modules each way, its margin with it; `dark` are its dark runs as x, y and length."""

    side: int
    dark: tuple[tuple[int, int, int], ...]


@lru_cache(maxsize=8)
def qr_code(link: str) -> QrCode:
    """The QR code that says this, as small as it can be while 15 % of it may be unreadable."""
    rows = _made(link).matrix
    dark = tuple(run for y, row in enumerate(rows) for run in _dark_runs(bytes(row), y + MARGIN))
    return QrCode(len(rows) + 2 * MARGIN, dark)


def qr_svg(link: str) -> str:
    """It as a drawing, black on white, for whatever draws SVG."""
    code = qr_code(link)
    path = "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in code.dark)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.side} {code.side}">'
        f'<path fill="#fff" d="M0 0h{code.side}v{code.side}h-{code.side}z"/><path d="{path}"/></svg>'
    )


@lru_cache(maxsize=8)
def qr_png(link: str) -> bytes:
    """It as a picture of less than a kilobyte, for files that hold no drawing every program shows."""
    out = BytesIO()
    _made(link).save(out, kind="png", scale=PIXELS, border=MARGIN)
    return out.getvalue()


def _made(link: str) -> segno.QRCode:
    return segno.make(link, error="m", micro=False)


def _dark_runs(row: bytes, y: int) -> list[tuple[int, int, int]]:
    runs, x = [], MARGIN
    for is_dark, modules in groupby(row):
        length = len(list(modules))
        if is_dark:
            runs.append((x, y, length))
        x += length
    return runs
