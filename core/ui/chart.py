"""Every chart of the dashboard: one element that keeps its plot and updates it in place."""

from __future__ import annotations

from pathlib import Path

import plotly

from core.figures import Figure
from core.language import Texts
from core.ui.element_registration import element

SCRIPT = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
SCRIPT_PATH = f"/assets/plotly-{plotly.__version__}.min.js"
"""Where our route serves the script that the plotly package ships; the version keeps a cached copy from going stale."""


def chart(
    figure: Figure, key: str, alt: str, texts: Texts, *, still: bool = False, above: str = "", file: str = ""
) -> None:
    """Draw a figure, or move the one drawn under this key to its new state.

    The figure's height is held from the first moment, so that nothing jumps. `alt` is what a screen reader says.
    A `still` chart (a card's) answers to no pointer, has no toolbar and needs no chart library; `above` is the card's
    text as escaped markup, shown by the same element, since every element more slows a change of date. `file` is what
    the picture of a chart is called when it is downloaded.
    """
    drawn = figure.to_dict()
    height = int(drawn["layout"]["height"])
    element("trajectory_chart")(
        key=f"chart_{key}",
        height="content" if above else height,
        data={
            "figure": drawn,
            "height": height,
            "alt": alt,
            "script": SCRIPT_PATH.lstrip("/"),
            "still": still,
            "above": above,
            "name": key,
            "file": file,
            "download": texts("chart.download"),
            "failed": texts("chart.failed"),
        },
    )
