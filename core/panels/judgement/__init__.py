"""Goals and indicators as panels: the finding, its words, opinions beside it, the closing evaluation."""
