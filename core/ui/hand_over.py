"""The files in which a document is handed over, as links that say how far each is while it is made."""

from __future__ import annotations

from urllib.parse import urlencode

from core.exports.documents.kinds import addresses
from core.exports.documents.review import REVIEW
from core.ui.address import Address


def files_to_hand_over(address: Address, **of: str) -> dict[str, object]:
    """What the template `hand_over` is filled with: the whole review, or the agenda or meeting that `of` names."""
    texts = address.texts
    return {
        "documents": addresses(f"export/{REVIEW}", urlencode(address.parameters(**of)), texts),
        "begun": texts("document.making"),
        "seconds": texts("document.seconds", seconds="{seconds}"),
        "done": texts("document.made"),
        "failed": texts("document.not_made"),
    }
