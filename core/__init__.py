"""The dashboard without its screen: plan, releases, queries, assessment, figures, texts; only `core.ui` knows Streamlit."""
