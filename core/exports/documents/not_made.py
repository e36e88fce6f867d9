"""That a kind of file cannot be made on this computer."""

from __future__ import annotations


class NotMadeError(RuntimeError):
    """The reason is the id of a text."""
