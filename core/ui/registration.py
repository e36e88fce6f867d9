"""Elements of our own (Streamlit's components v2), registered once and again when a new runtime has forgotten them."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit.runtime import Runtime

_elements: dict[str, Any] = {}


def element(name: str, script: str) -> Any:
    """The element of this name, mounted by calling it.

    Not isolated: styles live in the document, where our style sheet and Plotly's own are, and a shadow root would not
    see them.
    """
    forgotten = Runtime.exists() and Runtime.instance().bidi_component_registry.get(name) is None
    if name not in _elements or forgotten:
        _elements[name] = st.components.v2.component(name, js=script, isolate_styles=False)
    return _elements[name]
