"""What a person sees of a cell: its fonts and colours, its number format, and where it differs from what is stored."""
