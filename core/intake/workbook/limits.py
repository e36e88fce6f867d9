"""How large a file may be, packed and unpacked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold, all bounds inclusive; a real return of a district needs a hundredth of it."""

    upload: int = 20_000_000  # bytes
    part: int = 64_000_000  # bytes of one part, unpacked; of a sheet without what is empty
    sheets_unpacked: int = 260_000_000  # bytes of all sheets with their empty cells
    total: int = 160_000_000  # bytes of all parts read, unpacked
    ratio: int = 400  # unpacked to packed, of a part of a megabyte or more
    parts: int = 2_000
    elements: int = 3_000_000  # of all parts
    list_elements: int = 300_000  # of one list at the top of a part that is read whole
    sheets: int = 1_000  # what they hold is bounded for all together
    rows: int = 200_000  # of the whole file, empty ones too
    cells: int = 200_000  # of the whole file
    columns: int = 256  # what stands further to the right is told, not read
    text: int = 32_767  # characters of one cell
    characters: int = 3_000_000  # of all different texts and formulas together
    strings: int = 500_000
    conditions: int = 300_000  # cells times rules of the conditional formats of a sheet


LIMITS = Limits()
"""The limits in force."""
