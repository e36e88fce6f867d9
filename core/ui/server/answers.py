"""What every download begins and ends with: the release asked for, a file, or a sentence why there is none."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from core.context import Context, no_release_sentence
from core.exports.documents.kinds import kind_of_ending
from core.exports.table import CSV_TYPE, XLSX_TYPE
from core.language import Texts, catalogue, language_of
from core.problem_sentences import plan_sentence
from core.records.meetings.versions import MeetingRecordsError
from core.records.public_address import PublicAddressError, public_address, usable_address
from core.snapshots import Releases, Snapshot, releases
from core.toml_entries import PlanError
from core.ui.server.served_page import base_path


def language_and_release(request: Request) -> tuple[Texts, Releases, Snapshot | None]:
    """The texts of the reader's language, the releases there are, and that of the address or the newest; None for an
    unknown one."""
    query, all_releases = request.query_params, releases()
    texts = catalogue(language_of(query.get("lang"), request.headers.get("accept-language")))
    return texts, all_releases, all_releases.at(query.get("as_of"))


def is_unknown_plan(request: Request, context: Context) -> bool:
    """Whether the address names a plan that the district does not have."""
    id = request.query_params.get("plan")
    return bool(id) and context.plan.id != id


def server_address(request: Request) -> str:
    """Under which address others open the dashboard: what the administrator wrote, else what this browser came by;
    empty where that means nothing on another computer."""
    try:
        written = public_address()
    except PublicAddressError:
        written = ""  # /healthz says so
    return written or usable_address(f"{request.url.scheme}://{request.headers.get('host', '')}{base_path()}")


def unknown_release(request: Request, texts: Texts, all_releases: Releases) -> Response:
    if all_releases.latest() is None and not all_releases.beside:
        return PlainTextResponse(no_release_sentence(all_releases, texts), 404)
    return PlainTextResponse(texts("export.unknown_release", as_of=request.query_params.get("as_of", "")), 404)


def unavailable(error: Exception, release: str, texts: Texts) -> Response:
    """What keeps a file from being made, in one sentence."""
    if isinstance(error, PlanError):
        sentence = plan_sentence(error, texts)
    elif isinstance(error, MeetingRecordsError):
        sentence = texts("meetings.unreadable")
    else:
        sentence = texts("export.unreadable", as_of=release)
    return PlainTextResponse(sentence, 503)


def _media_type(kind: str) -> str:
    """The media type of a file with this ending."""
    of_document = kind_of_ending(kind)
    if of_document is not None:
        return of_document.media_type
    return CSV_TYPE if kind == "csv" else XLSX_TYPE


def download(body: bytes, kind: str, plain_name: str, name: str) -> Response:
    """A file to save: `name` in the reader's language, `plain_name` for programs that know no other letters."""
    return Response(
        body,
        media_type=_media_type(kind),
        headers={
            "content-disposition": f'attachment; filename="{plain_name}.{kind}"; '
            f"filename*=UTF-8''{quote(name)}.{kind}",
            "cache-control": "no-store",
        },
    )
