"""The dashboard without its screen: plan, releases, queries, assessment, figures, texts; Streamlit is in `core.ui`."""
