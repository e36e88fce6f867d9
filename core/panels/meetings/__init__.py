"""What meetings are made of as frozen values: decisions, commentary, what changed, and what a meeting holds fast."""
