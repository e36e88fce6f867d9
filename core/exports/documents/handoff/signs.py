"""Signs that a reader would not see, written out: what data holds is shown, and moves nothing beside it."""

from __future__ import annotations

import re

from markupsafe import Markup

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""Control signs, signs without width, those that turn the direction of writing, and what is no sign at all."""


def seen(text: str) -> str:
    """A text in which every unseen sign stands as its number, such as ⟨U+202E⟩."""
    return _UNSEEN.sub(lambda match: f"⟨U+{ord(match.group()):04X}⟩", text)


def seen_value(value: object) -> object:
    """The same for what a template is given; markup that was made here stays as it is."""
    return seen(value) if isinstance(value, str) and not isinstance(value, Markup) else value
