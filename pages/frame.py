"""The script Streamlit runs for every address: the frame, and in it the page."""

from core.ui.frame import frame

frame()
