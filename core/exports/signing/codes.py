"""Verification codes: short enough to be read out, with a character that notices what was mistyped."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters without those that are taken for another one (I, L, O, U)."""
LENGTH = 12
"""Characters of a code, the last of which checks the others."""
LONGEST = 300
"""Characters of what is typed that are looked at: a code, or an address with one."""
_GROUP = 4
_TAKEN_FOR = str.maketrans("OIL", "011")
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—−_.]+")
_IN_ADDRESS = re.compile(r"[?&]code=([^&#\s]+)")
_IN_TEXT = re.compile(rf"(?<![0-9A-Z])(?:[{ALPHABET}]{{4}}-){{2}}[{ALPHABET}]{{4}}(?![0-9A-Z])")


class MistypedCodeError(ValueError):
    """Something that has the shape of a code but is none: a character was mistyped, left out or added."""


def code_of(content: bytes, secret: bytes) -> str:
    """The code of some content under a key, in groups of four: the same for the same content and key.

    Of the keyed hash 55 bits remain: nobody without the key makes a code that fits, and nobody reads out more.
    """
    number = int.from_bytes(hmac.new(secret, content, hashlib.sha256).digest(), "big") >> (256 - 5 * (LENGTH - 1))
    signs = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH - 1)))
    return _grouped(signs + _check(signs))


def read_code(typed: str) -> str:
    """A code as it is written, from how somebody typed it: small letters, full-width signs, O for 0, other dashes; or
    from the address that a QR code says.

    Raises MistypedCodeError.
    """
    within = _IN_ADDRESS.search(typed[:LONGEST])
    plain = unicodedata.normalize("NFKC", within[1] if within else typed[:LONGEST])
    signs = _SEPARATORS.sub("", plain).upper().translate(_TAKEN_FOR)
    if len(signs) != LENGTH or not set(signs) <= set(ALPHABET) or _check(signs[:-1]) != signs[-1]:
        raise MistypedCodeError(typed[:LONGEST])
    return _grouped(signs)


def link_of(code: str, server: str = "") -> str:
    """What a QR code says: where a code is verified and what it stands for opened. Without the server's name it is the
    rest of that address, which can be pasted where codes are typed."""
    return f"{server or '/'}sources?code={code}"


def codes_in(text: str) -> tuple[str, ...]:
    """Every code within a text, in order, each once."""
    codes = (match for match in _IN_TEXT.findall(text) if _is_code(match))
    return tuple(dict.fromkeys(codes))


def _is_code(text: str) -> bool:
    signs = text.replace("-", "")
    return _check(signs[:-1]) == signs[-1]


def _grouped(signs: str) -> str:
    return "-".join(signs[place : place + _GROUP] for place in range(0, LENGTH, _GROUP))


def _check(signs: str) -> str:
    """Luhn's check in base 32: one wrong character and two neighbours in the wrong order are noticed."""
    total = 0
    for place, sign in enumerate(reversed(signs)):
        value = ALPHABET.index(sign)
        doubled = value * 2 if place % 2 == 0 else value
        total += doubled // len(ALPHABET) + doubled % len(ALPHABET)
    return ALPHABET[-total % len(ALPHABET)]
