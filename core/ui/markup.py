"""HTML from templates that escape everything they are given."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.figures.palette import FONTS


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        auto_reload=False,  # the templates of a running server do not change
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def markup(template: str, **values: object) -> str:
    """The template `<name>.html` filled in; every value is escaped."""
    return _templates().get_template(f"{template}.html").render(**values).strip()


def show(template: str, **values: object) -> None:
    """Put a filled-in template on the page."""
    st.html(markup(template, **values))


@lru_cache(maxsize=4)
def style(name: str) -> str:
    """A style sheet of ours, the file `<name>.css`, as an element; FONTS in it are those of the figures."""
    text = (Path(__file__).parent / "assets" / f"{name}.css").read_text("utf-8")
    return f"<style>{text.replace('FONTS', FONTS)}</style>"
