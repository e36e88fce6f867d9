"""The dashboard without its screen: plan, snapshots, queries, assessment, figures and texts; only `core.ui` knows Streamlit."""
