"""What a person reads when something fails: one sentence with an id; the traceback goes to the log."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from core.language import Language, catalogue
from core.queries import QueryError
from core.ui.markup import show

LOG = logging.getLogger("dashboard")


def on_script_error(error: Exception) -> bool:
    """Streamlit's last resort for an uncaught error: log it under an id, show the id, never the traceback."""
    failure = secrets.token_hex(4)
    LOG.error("failure %s", failure, exc_info=error)
    texts = catalogue(Language.EN if st.session_state.get("kept_lang") == "en" else Language.ZH)
    if isinstance(error, QueryError):
        show("message", kind="error", text=texts("failure.query", file=error.file, id=failure))
    else:
        show("message", kind="error", text=texts("failure.unexpected", id=failure))
    return True
