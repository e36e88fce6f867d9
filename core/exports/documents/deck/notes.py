"""What stands in the notes of a slide: everything a presenter may be asked, none of which fits on the slide."""

from __future__ import annotations

from pptx.slide import Slide

from core.exports.documents.deck.text import set_fonts
from core.exports.documents.document import Document, View
from core.exports.documents.text_size import readable
from core.exports.table import statement
from core.language import Texts


def write_notes(slide: Slide, view: View | None, document: Document, texts: Texts) -> None:
    """The marks of the slide, and of a view its finding, reason, rule, definition, source, notes, address
    and what was said of it."""
    lines = [texts("list.clauses").join(document.page_marks(view))]
    if view is not None:
        named = [("document.reason", view.reason), ("document.next_step", view.next_step)]
        pairs = [(texts(id), words) for id, words in named if words]
        pairs += [*statement(view.panel, texts), (texts("document.address"), view.address)]
        lines += [texts("document.named", name=name, words=words) for name, words in pairs if words]
        lines += [view.comment] if view.comment else []
    frame = slide.notes_slide.notes_text_frame
    if frame is None:
        return
    frame.text = readable("\n".join(lines))
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            set_fonts(run._r.get_or_add_rPr(), document.language)
