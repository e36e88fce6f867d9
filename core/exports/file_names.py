"""What a downloaded file is called, in the reader's language."""

from __future__ import annotations

from core.context import Context
from core.panels.panel import Panel


def file_name(panel: Panel, context: Context) -> str:
    """Panel and release, and the indicator where one page shows the panel for several; without an ending."""
    texts = context.texts
    name = texts(f"panel_name.{panel.id}", colleges=context.called("colleges"))
    if panel.place and panel.indicator is not None:
        name = texts("export.name_of", panel=name, indicator=texts.of(panel.indicator.short_label))
    return texts("export.file_name", panel=name, release=context.snapshot.id)
