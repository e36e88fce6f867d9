"""The only room that knows Streamlit: the frame's state, panels, charts, the server's routes."""
