"""Published figures with source and date: contract, build, series, links to goals."""
