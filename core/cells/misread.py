"""What is said of a cell that cannot be understood in the one way it may be meant."""

from __future__ import annotations

from typing import Any


class MisreadError(ValueError):
    """A cell that cannot be understood: the code of a message and the values that fill it in."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values
