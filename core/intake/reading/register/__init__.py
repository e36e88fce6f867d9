"""The register of units: which there are, what the sheet of units says of it, and schools merged into others."""
