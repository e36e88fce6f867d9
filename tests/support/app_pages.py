"""A page of the dashboard run without a browser."""

from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest

from tests.support.serving import ROOT

FRAME = ROOT / "pages" / "frame.py"


def open_page(page: str = "overview", **address: str) -> AppTest:
    """A page as Streamlit runs it without a browser, in English; `address` holds the parameters of the address."""
    app = AppTest.from_file(str(FRAME), default_timeout=30)
    for name, value in {"lang": "en", **address}.items():
        app.query_params[name] = value
    app.run()
    if page != "overview":
        app.switch_page(f"{page}.py").run()
    assert not app.exception
    return app


def page_text(app: AppTest) -> str:
    """Everything the page says, as HTML, and what stands above its charts."""
    faces = (json.loads(element.proto.json).get("above", "") for element in app.get("bidi_component"))
    return "\n".join([*(str(element.value) for element in app.get("html")), *faces])
