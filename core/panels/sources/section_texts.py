"""What the sections of the page of sources are called."""

from __future__ import annotations

from collections.abc import Mapping

SECTION_TEXT: Mapping[str, str] = {
    "meaning": "choice.section.meaning",
    "clauses": "choice.section.clauses",
    "origin": "choice.section.origin",
    "changes": "choice.section.changes",
    "evaluation": "choice.section.evaluation",
    "releases": "choice.section.releases",
    "rules": "choice.section.rules",
    "standards": "choice.section.standards",
    "published": "choice.section.published",
    "verify": "choice.section.verify",
}
"""The text of each section, by its name in the address."""
