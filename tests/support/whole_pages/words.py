"""Words of the other language on a page."""

from __future__ import annotations

import re

from core.language import Language
from tests.support.browsing import Visit

CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60]")
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
LATIN_IN_CHINESE = re.compile(
    r"https?://\S+|certutil -hashfile FILE SHA256|\b[a-z]+(?:_[a-z]+)+\b|"
    r"\b(?:CSV|Excel|XLSX?|PPTX|DOCX|PDF|HTML|ODS|English|EN)\b|\b[\w.-]+\.(?:parquet|toml|xlsx|csv)\b|\b[0-9a-f]{12,64}\b"
)
"""Addresses, commands, codes, file names, check sums, and the few names a Chinese reader knows in Latin only."""


def foreign_words(visit: Visit, language: Language) -> list[str]:
    """Every text of a page in this language that is in the other one and not marked as such."""
    if language is Language.EN:
        return [text for text in visit.words('body [lang^="zh"]', ".st-key-switch_language") if CJK.search(text)]
    texts = [(text, re.sub(r"^[a-z-]+: ", "", text)) for text in visit.words('body [lang="en"]')]
    return [text for text, words in texts if LATIN_WORD.search(LATIN_IN_CHINESE.sub("", words))]
