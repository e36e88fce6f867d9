"""The share of schools at their standard in every year ahead, over those of which it can be said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.scenario.models.facilities import Flags, Floats, School


def share_at_standard(schools: Sequence[School], meets: Flags) -> Floats:
    """The share over the schools that can be judged, shape (years, runs); `meets` has the shape (years, schools, runs).

    As in a year observed: a school of whose thresholds some were not read counts while it fails one that was, and is
    left out while it does not. One school at least must have all its thresholds read.
    """
    unread = np.array([bool(school.unread) for school in schools])
    if not unread.any():
        everyone: Floats = meets.mean(axis=1)
        return everyone
    judged = ~(meets & unread[None, :, None])
    share: Floats = (meets & judged).sum(axis=1) / judged.sum(axis=1)
    return share
