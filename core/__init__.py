"""The dashboard without its screen: plan, releases, queries, assessment, figures, texts; `core.ui` knows Streamlit."""
