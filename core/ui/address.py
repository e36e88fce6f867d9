"""What the address says and what was made of it: language, as-of date, plan; anything refused is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from core.context import plan_word
from core.language import Language, Texts, catalogue, language_of
from core.plan.entries import PlanHead
from core.plan.plans_of_district import DistrictPlans
from core.plan.roots import plans
from core.scenario.link import PARAMETER
from core.scenario_basis.lever_declarations import is_lever
from core.snapshots import Releases, Snapshot
from core.snapshots.releases import DEMONSTRATION
from core.toml_entries import PlanError

KNOWN = (
    "as_of",
    "plan",
    "lang",
    "present",
    "screen",
    "basis",
    "measure",
    "indicator",
    "industry",
    "group",
    "school",
    "warning",
    "year",
    "find",
    "task",
    "source",
    "page",
    "since",
    "dataset",
    "until",
    "fill",
    "goal",
    "model",
    "section",
    "clause",
    "code",
    "effort",
    "data",
    "demo",
    "with",
    "standard",
    "verdict",
    "column",
    "class",
    "ownership",
    "students",
    "task",
    "view",
    "owner",
    "state",
    "sheet",
    "agenda",
    "item",
    "add",
    "meeting",
    "decision",
    "about",
    "period",
    PARAMETER,
)
"""Every parameter an address may carry, beside the levers of a scenario; another one is refused by name."""


@dataclass(frozen=True, slots=True)
class Address:
    """The reader's choices of this run, complete.

    `plans` are those of the district, the earliest first, none while they cannot be read; `plan` is the id of the one
    to show.
    """

    language: Language
    snapshot: Snapshot | None
    refused: tuple[str, ...]
    plans: tuple[PlanHead, ...] = ()
    plan: str = ""

    @property
    def texts(self) -> Texts:
        return catalogue(self.language)

    def parameters(self, **more: str) -> dict[str, str]:
        """What a link to another page must carry so that it shows the same release and plan in the same language."""
        parameters = {"lang": self.language.value, **more}
        if self.snapshot is not None:
            parameters["as_of"] = self.snapshot.id
            if len(self.plans) > 1:
                parameters.setdefault("plan", self.plan)
        return parameters


def read(releases: Releases) -> Address:
    """Resolve the address: what it asks for, else what this session chose before, else the default.

    Moving between pages clears the address, so the session remembers; a link wins over the memory.
    """
    state = st.session_state
    remembered = {name: state[f"kept_{name}"] for name in REMEMBERED if state.get(f"kept_{name}")}
    address = resolve(releases, st.query_params.to_dict(), remembered, st.context.locale)
    state["kept_lang"] = address.language.value
    if address.snapshot is not None:
        state["kept_as_of"] = address.snapshot.id
    # A plan that nobody chose is that of the date, and goes with it.
    state["kept_plan"] = "" if address.plan == _usual_plan(_plans(), address.snapshot) else address.plan
    _write(address)
    return address


REMEMBERED = ("lang", "as_of", "plan")
"""Parameters a session remembers when an address does not carry them."""


def resolve(releases: Releases, query: Mapping[str, str], remembered: Mapping[str, str], locale: str | None) -> Address:
    """What the parameters of an address mean, complete; `remembered` counts where they say nothing, `locale` is the
    language a browser asks for."""
    refused: list[tuple[str, dict[str, str]]] = []
    language_name = query.get("lang")
    if language_name is not None and language_name not in tuple(Language):
        refused.append(("refused.lang", {"value": language_name}))
        language_name = None
    language = language_of(language_name or remembered.get("lang"), locale)

    snapshot, note = _release(releases, query.get("as_of") or remembered.get("as_of"))
    refused += note
    of_district = _plans()
    plan, note = _plan(of_district, snapshot, query.get("plan") or remembered.get("plan"), catalogue(language))
    refused += note
    # What a meeting shows, and which screen of it, the browser knows alone.
    present = query.get("present", "0")
    if present not in ("0", "1"):
        refused.append(("refused.present", {"value": present}))
    refused += [("refused.unknown", {"name": name}) for name in query if not is_parameter(name)]
    texts = catalogue(language)
    return Address(
        language,
        snapshot,
        tuple(texts(message, **_short(values)) for message, values in refused),
        () if of_district is None else of_district.heads,
        plan,
    )


def _release(releases: Releases, chosen: str | None) -> tuple[Snapshot | None, list[tuple[str, dict[str, str]]]]:
    """The release asked for, else the newest, and what to tell a reader who gets another one than they asked for."""
    latest = releases.latest()
    if not chosen or (latest is None and not releases.beside):
        return latest, []
    match = releases.at(chosen)
    if match is None:
        return latest, [("refused.as_of", {"value": chosen, "used": latest.id if latest is not None else "–"})]
    if chosen in (match.id, match.as_of.isoformat(), match.id + DEMONSTRATION):
        return match, []
    return match, [("refused.nearest", {"value": chosen, "used": match.id})]


def _plans() -> DistrictPlans | None:
    """The plans of the district; None while none can be read, which the page says."""
    try:
        return plans()
    except PlanError:
        return None


def _usual_plan(of_district: DistrictPlans | None, snapshot: Snapshot | None) -> str:
    """The plan of a release for which nobody asked for another one: that in force on its as-of date."""
    if of_district is None or snapshot is None:
        return ""
    return of_district.in_force(snapshot.as_of).id


def _plan(
    of_district: DistrictPlans | None, snapshot: Snapshot | None, chosen: str | None, texts: Texts
) -> tuple[str, list[tuple[str, dict[str, str]]]]:
    """The id of the plan asked for, else of the one in force on the as-of date, and what to tell who gets another."""
    usual = _usual_plan(of_district, snapshot)
    if not chosen or not usual or of_district is None:
        return usual, []
    if of_district.head(chosen) is not None:
        return chosen, []
    used = plan_word(next(head for head in of_district.heads if head.id == usual), of_district.heads, texts)
    return usual, [("refused.plan", {"value": chosen, "used": used})]


def choose_release(release: str) -> None:
    """Go to another release, and to the plan of its date unless a reader chose another one."""
    st.query_params["as_of"] = release
    if not st.session_state.get("kept_plan"):
        st.query_params.pop("plan", None)


def is_parameter(name: str) -> bool:
    """Whether a parameter means anything here; whether a release has the college of a lever, its page says."""
    return name in KNOWN or is_lever(name)


def _short(values: dict[str, str]) -> dict[str, str]:
    """What an address said, short enough to be said back in a sentence."""
    return {name: value if len(value) <= 60 else value[:59] + "…" for name, value in values.items()}


def _write(address: Address) -> None:
    """Put every choice into the address, defaults too: a copied link must not change its meaning later."""
    for name, value in address.parameters().items():
        if st.query_params.get(name) != value:
            st.query_params[name] = value
    if len(address.plans) < 2 and "plan" in st.query_params:
        del st.query_params["plan"]
    if st.query_params.get("present") not in (None, "0", "1"):
        del st.query_params["present"]  # said once
    for name in [name for name in st.query_params if not is_parameter(name)]:
        del st.query_params[name]
