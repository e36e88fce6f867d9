"""Elements of our own (components v2): registered once, their scripts served once and not with every run."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime import Runtime

_ASSETS = Path(__file__).parent / "assets"
SOURCES: dict[str, tuple[str, ...]] = {
    "trajectory_chart": ("fit.js", "svg_chart.js", "picture.js", "plot.js", "chart.js"),
    "select_control": ("select.js",),
    "search_box": ("search.js",),
    "levers": ("levers.js",),
    "scenario_view": ("fit.js", "svg_chart.js", "picture.js", "scenario_view.js"),
    "meeting": ("fit.js", "svg_chart.js", "plot.js", "meeting_screen.js", "meeting.js"),
}
"""The files each element's script is made of; that of a meeting is loaded by its door and no element."""
LATER = ("meeting",)
"""Scripts that are loaded when they are needed and not with the page."""

_elements: dict[str, Any] = {}


@lru_cache(maxsize=len(SOURCES))
def script(name: str) -> tuple[str, str]:
    """Address and text of an element's script; the address holds a hash, so that a kept copy is never stale."""
    text = "\n".join((_ASSETS / file).read_text("utf-8") for file in SOURCES[name])
    return f"/assets/{name}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.js", text


def element(name: str) -> Any:
    """The element of this name, mounted by calling it.

    Streamlit sends an element's script again with every run and every copy; ours is a line or two that load the file.
    Not isolated: styles live in the document, where our style sheet and Plotly's own are, and a shadow root would not
    see them.
    """
    forgotten = Runtime.exists() and Runtime.instance().bidi_component_registry.get(name) is None
    if name not in _elements or forgotten:
        address, _ = script(name)
        # Two lines: a text without a line break is taken for the name of a file.
        loader = (
            f'const loaded = await import(new URL("{address.lstrip("/")}", document.baseURI).href);\n'
            "export default loaded.default;\n"
        )
        _elements[name] = st.components.v2.component(name, js=loader, isolate_styles=False)
    return _elements[name]
