"""Where numbers come from: published figures by area and measure, the documents they stand in, and releases."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from core.context import Context
from core.search.entries import Entry, Kind


def source_entries(context: Context) -> Iterator[Entry]:
    """Published series, documents and releases."""
    if context.published is not None:
        yield from _series(context)
        yield from _documents(context)
    texts = context.texts
    for snapshot in (*reversed(context.releases.snapshots), *reversed(context.releases.beside)):
        yield Entry(
            Kind.SOURCE,
            texts("search.release", release=snapshot.id),
            texts("search.about.release", day=context.formats.day(snapshot.published_at.date())),
            "sources",
            (("section", "releases"), ("find", snapshot.id)),
            numbers=(snapshot.id, snapshot.as_of.isoformat()),
        )


def _series(context: Context) -> Iterator[Entry]:
    """The published figures of an area and a measure as one entry."""
    if context.published is None:
        return
    texts, rows = context.texts, context.published.rows()
    names = ["area_zh", "indicator_zh", "area_en", "indicator_en"]
    years = rows.groupby(names, sort=False)["year"].agg(["min", "max", "size"])
    for (area, measure, area_en, measure_en), (first, last, count) in zip(years.index, years.to_numpy(), strict=True):
        title = texts("search.series", area=texts.side(area, area_en), measure=texts.side(measure, measure_en))
        span = "" if pd.isna(first) else _span(int(first), int(last), context)
        yield Entry(
            Kind.SOURCE,
            title,
            texts("search.joint").join(filter(None, (texts("search.about.series", number=int(count)), span))),
            "sources",
            (("section", "published"), ("find", title)),
            names=(f"{area} {measure}", f"{area_en} {measure_en}", measure, measure_en),
        )


def _span(first: int, last: int, context: Context) -> str:
    if first == last:
        return context.formats.year(first)
    return context.texts("search.years", first=first, last=last)


def _documents(context: Context) -> Iterator[Entry]:
    if context.published is None:
        return
    texts = context.texts
    for source in context.published.sources.values():
        title, publisher = texts.of(source.title), texts.of(source.publisher)
        yield Entry(
            Kind.SOURCE,
            title,
            texts("search.joint").join(filter(None, (publisher, source.published_on))),
            "sources",
            (("section", "published"), ("find", title)),
            names=(source.title.zh, source.title.en),
            text=f"{source.publisher.zh}\n{source.publisher.en}",
        )
