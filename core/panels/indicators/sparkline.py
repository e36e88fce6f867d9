"""A small line of one series as SVG: a gap where a year has no value, a dot at the newest."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from core.figures.palette import ACCENT

WIDTH, HEIGHT, _EDGE = 220, 44, 4


def sparkline(values: Mapping[int, float], years: tuple[int, int]) -> str:
    """The address of the picture, to be shown as an image; `years` are the first and the last of the axis, both
    included. Empty without two values.

    The line breaks at every year without a value: nothing is drawn that nobody reported.
    """
    known = {year: value for year, value in sorted(values.items()) if years[0] <= year <= years[1]}
    if len(known) < 2:
        return ""
    low, high = min(known.values()), max(known.values())
    span, length = (high - low) or 1.0, max(years[1] - years[0], 1)

    def place(year: int) -> str:
        x = _EDGE + (WIDTH - 2 * _EDGE) * (year - years[0]) / length
        height = (known[year] - low) / span if high > low else 0.5
        return f"{x:.1f} {HEIGHT - _EDGE - (HEIGHT - 2 * _EDGE) * height:.1f}"

    path = "".join(f"{'L' if year - 1 in known else 'M'}{place(year)}" for year in known)
    alone = [year for year in known if year - 1 not in known and year + 1 not in known]
    places = [place(year).split() for year in (*alone, max(known))]
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="2.5"/>' for x, y in places)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<path d="{path}" fill="none" stroke="{ACCENT}" stroke-width="2" stroke-linejoin="round"/>'
        f'<g fill="{ACCENT}">{dots}</g></svg>'
    )
    return f"data:image/svg+xml,{quote(svg, safe=' =:/')}"
