"""The rules a return is checked against, in itself and against the release before."""
