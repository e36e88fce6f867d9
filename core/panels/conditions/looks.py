"""How verdicts and cells look: a shape that survives grey print, and a colour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.assessment import Status
from core.conditions.cards import Card
from core.conditions.school_verdicts import CellState, Verdict
from core.figures.lights import LIGHTS, Light
from core.figures.palette import MUTED

_UNKNOWN = Light("?", MUTED)
_NOT_DECIDING = Light("·", MUTED)
_NOT_ASKED = Light("–", MUTED)

CELL_LIGHT: Final[Mapping[CellState, Light]] = {
    CellState.MEETS: LIGHTS[Status.MET],
    CellState.FAILS: LIGHTS[Status.MISSED],
    CellState.NOT_ASKED: _NOT_ASKED,
    CellState.UNKNOWN: _UNKNOWN,
    CellState.UNVERIFIED: _NOT_DECIDING,
    CellState.NOT_COLLECTED: _NOT_DECIDING,
}
VERDICT_LIGHT: Final[Mapping[Verdict, Light]] = {
    Verdict.MEETS: LIGHTS[Status.MET],
    Verdict.FAILS: LIGHTS[Status.MISSED],
    Verdict.UNKNOWN: _UNKNOWN,
    Verdict.NO_THRESHOLDS: LIGHTS[Status.NO_GOAL],
}
CARD_LIGHT: Final[Mapping[Card, Light]] = {
    Card.NONE: LIGHTS[Status.MET],
    Card.RESTRICTED: LIGHTS[Status.LAGGING],
    Card.AT_LEAST_RESTRICTED: LIGHTS[Status.LAGGING],
    Card.SUSPENDED: LIGHTS[Status.MISSED],
    Card.SUSPENDED_BY_YEARS: LIGHTS[Status.MISSED],
    Card.UNKNOWN: _UNKNOWN,
}
