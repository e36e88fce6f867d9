"""The server, for `streamlit run app.py` and `uvicorn app:app`: the frame behind compression, health and downloads."""

import sys
from pathlib import Path

import streamlit as st
from streamlit import config

ROOT = Path(__file__).resolve().parent
# Streamlit looks for its settings beside the frame and in the folder it is started from; ours lie beside this file,
# and uvicorn may be started from anywhere. `streamlit run` sets the same.
config._main_script_path = config._main_script_path or str(ROOT / "app.py")
# Streamlit puts the folder of the frame, not this one, on the path; the pages import `core` from here.
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from core.ui.server.failures import on_script_error  # noqa: E402
from core.ui.server.middleware import middleware  # noqa: E402
from core.ui.server.routes import lifespan, routes  # noqa: E402

app = st.App(
    str(ROOT / "pages" / "frame.py"),
    routes=routes(),
    middleware=middleware(),
    lifespan=lifespan,
    on_script_error=on_script_error,
)
