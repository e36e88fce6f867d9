"""The page Streamlit serves as its readers meet it: title, language, words, and where the server's root is."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from html import escape
from pathlib import Path

from streamlit import config

from core.context import dashboard_title
from core.language import Language, catalogue
from core.scenario.link import PARAMETER
from core.ui.chart import SCRIPT_PATH
from core.ui.element_registration import LATER, SOURCES, script
from core.ui.markup import style

# Streamlit's bundle does not even parse below Chromium 94 and calls `toSorted` (110); a blank page says nothing.
_OLD_BROWSER = (
    "<script>if(!Array.prototype.toSorted){document.addEventListener('DOMContentLoaded',function(){"
    "var p=document.createElement('p');p.style.cssText='font:18px/1.6 sans-serif;margin:20vh auto;max-width:32em';"
    "p.textContent=SENTENCE;document.body.appendChild(p);});}</script>"
)
# Without this the frontend asks `/colleges/_stcore/health` first and logs an error for every deep link.
_ROOT = "window.__streamlit={BACKEND_BASE_URL:location.origin+HERE,MAIN_PAGE_BASE_URL:location.origin+HERE};"

WITHOUT_LIBRARY = ("", "tasks", "indicators", "intake", "sources", "scenario", "search", "answers", "meeting")
"""Pages that need no chart library at first: those whose charts are still, and the pages of tables."""


COMPLETED = ("lang", "as_of", "goal", PARAMETER)
"""What a page writes into an address that says nothing of it."""


def pages_without_library() -> tuple[str, ...]:
    """The last part of the addresses of these pages; that of the first page is the server's root."""
    return (*WITHOUT_LIBRARY, base_path().strip("/").rsplit("/", 1)[-1])


def base_path() -> str:
    """The server's root, with a slash at both ends."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/" if base else "/"


ENGINE_WORDS: dict[str, str | tuple[str, ...]] = {
    "sidebar": "Sidebar",
    "collapse": "Collapse sidebar",
    "expand": "Expand sidebar",
    "open": "Open",
    "choose": "Choose an option",
    "skip": "Skip to main content",
    "suggestions": "Suggestions",
    "no_results": "No results",
    "press_enter": "Press Enter to apply",
    "upload": "Upload",
    "file_upload": "file upload",
    "add_files": "Add files",
    "error": "Error:",
    "remove": "Remove ",
    "shortcut": "Shortcut ",
    "one_file": "Only one file is allowed.",
    "drop_here": "Drag and drop a file here",
    "too_large": "File must be 24.0MB or smaller.",
    "connection_error": "Connection error",
    "still_running": ("Is Streamlit still running? *", "Streamlit server is not responding. *"),
    "connection_lost": "Connection lost. Please wait for the app to reconnect, then try again.",
    "connecting": ("Connecting", "CONNECTING"),
    "please_wait": "Please wait...",
    "running": "Running...",
    "stop": "Stop",
    "close": "Close",
    "copy": "Copy to clipboard",
    "copied": "Copied",
    "page_not_found": "Page not found",
    "page_requested": ("You have requested page *", "The page that you have requested does not seem to exist*"),
    "select_all": "Select all",
    "clear_all": "Clear all",
    "clear_value": "Clear value",
    "clear_entry": "Clear entry",
    "selected": "Selected values",
    "options": ("Selectbox options", "Multiselect options"),
    "show_password": "Show password",
    "hide_password": "Hide password",
    "increment": "Increment",
    "decrement": "Decrement",
    "pagination": "Pagination",
    "page_number": "Page ",
    "previous_page": "Previous page",
    "next_page": "Next page",
}
"""Labels Streamlit writes in English only; each has its text in the catalogues under `engine.<name>`.

One that ends with a space opens a label; of one that ends with `*` the whole sentence is replaced.
"""


@lru_cache(maxsize=8)
def _asset(name: str) -> str:
    return (Path(__file__).parents[1] / "assets" / name).read_text("utf-8")


def page_in_language(page: str, language: Language, *, charts: bool = True) -> str:
    """The shell page in one language.

    Besides its words it learns where the server's root is, so that a deep link does not have to try, and gets a small
    script that says Streamlit's own English labels (open, choose, collapse) in the reader's language.
    """
    texts = catalogue(language)
    title = escape(dashboard_title(texts))
    # The English original first: Streamlit's word in every language the reader may switch to.
    words = [
        {"streamlit": english, **{language.value: catalogue(language)(f"engine.{name}") for language in Language}}
        for name, originals in ENGINE_WORDS.items()
        for english in ((originals,) if isinstance(originals, str) else originals)
    ]
    tags = {language.value: language.tag for language in Language}
    head = (
        '<meta name="renderer" content="webkit">'
        + "".join(f'<link rel="modulepreload" href=".{script(name)[0]}">' for name in SOURCES if name not in LATER)
        + (f'<link rel="preload" as="script" href=".{SCRIPT_PATH}">' if charts else "")
        + _OLD_BROWSER.replace("SENTENCE", _literal(texts("shell.old_browser")))
        + "<script>"
        + _ROOT.replace("HERE", _literal(base_path()))
        + _asset("copying.js")
        + _asset("handing_over.js")
        + _asset("to_panel.js")
        + _asset("history.js").replace("COMPLETED", _literal(COMPLETED))
        + (
            ""
            if charts
            else _asset("ahead.js")
            .replace("LIBRARY", _literal(f".{SCRIPT_PATH}"))
            .replace("WITHOUT", _literal(pages_without_library()))
        )
        + _asset("meeting_door.js")
        .replace("SCRIPT", _literal(f".{script('meeting')[0]}"))
        .replace("LIBRARY", _literal(SCRIPT_PATH.lstrip("/")))
        + _asset("words.js").replace("WORDS", _literal(words)).replace("TAGS", _literal(tags))
        + "</script>"
    )
    page = re.sub(r'<html lang="[^"]*">', f'<html lang="{language.tag}" translate="no">', page, count=1)
    page = re.sub(r"<title>.*?</title>", lambda _: f"<title>{title}</title>{head}", page, count=1, flags=re.S)
    # System fonts only: the bundled Latin font would be fetched for nothing.
    page = re.sub(r'<link\s+rel="preload"\s+href="[^"]*SourceSans[^>]*>', "", page, flags=re.S)
    page = re.sub(r'<!--\s*Machine-readable.*?-->\s*<link rel="service-desc"[^>]*>', "", page, flags=re.S)
    # Last in the body: of two rules as strong as each other the later one counts, and Streamlit's are in the head.
    page = page.replace("</body>", style("style") + style("tasks") + style("meeting") + style("print") + "</body>")
    return re.sub(
        r"<noscript>.*?</noscript>",
        lambda _: f"<noscript><p>{texts('shell.no_script')}</p></noscript>",
        page,
        count=1,
        flags=re.S,
    )


def _literal(value: object) -> str:
    """A value as a JavaScript literal that cannot end the script it stands in."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
