"""Schools against the national standard: margins to each threshold, the share that meets all, what is needed."""

from core.conditions.resource_needs import ResourceNeed, resource_needs
from core.conditions.school_against_thresholds import Margin, judged_margins, margins, weaker_status
from core.conditions.share_meeting_standard import share_meeting_standard

__all__ = [
    "Margin",
    "ResourceNeed",
    "judged_margins",
    "margins",
    "resource_needs",
    "share_meeting_standard",
    "weaker_status",
]
