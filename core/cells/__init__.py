"""What stands in a cell of anybody's table: texts as they are seen, numbers, years, days, and signs for no value.

It knows nothing of returns, series or files of a kind: the intake and the tables of `assess` read their cells here.
"""
