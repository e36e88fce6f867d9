"""The server answers to its own names, to its own pages, and tells browsers what these may do."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from core.ui.server import known_names
from core.ui.server.known_names import KnownNames
from core.ui.server.security_headers import SecurityHeaders, page_policy
from tests.support.app_pages import run_apart
from tests.support.serving import ROOT

HOST = "127.0.0.1:8501"


@dataclass(frozen=True)
class Answer:
    """What came back: a status (101 for an accepted session, 403 for a refused one), headers, and the body or, of a
    session, the Host it was opened with."""

    status: int
    headers: Mapping[str, str]
    text: str


async def _server(scope: Scope, _receive: Receive, send: Send) -> None:
    host = dict(scope["headers"])[b"host"]
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept", "headers": [(b"host", host)]})
        return
    headers = [(b"content-type", b"text/plain"), (b"set-cookie", b"ours=1")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": host})


def ask(
    path: str = "/", method: str = "GET", scheme: str = "http", hosts: Sequence[str] = (HOST,), **more: str
) -> Answer:
    """What the server answers; `more` are other headers. The method WEBSOCKET opens a session."""
    sent: list[Message] = []

    async def receive() -> Message:
        raise AssertionError("the server read a body")

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [("host", host) for host in hosts] + [(name.replace("_", "-"), value) for name, value in more.items()]
    scope = {
        "type": "websocket" if method == "WEBSOCKET" else "http",
        "method": method,
        "scheme": scheme,
        "path": path,
        "query_string": b"",
        "server": ("127.0.0.1", 8501),
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers],
    }
    run_apart(SecurityHeaders(KnownNames(_server))(scope, receive, send))
    start = sent[0]
    received = {name.decode().lower(): value.decode() for name, value in start.get("headers", ())}
    if scope["type"] == "websocket":
        return Answer(101 if start["type"] == "websocket.accept" else 403, received, received.get("host", ""))
    return Answer(start["status"], received, b"".join(message["body"] for message in sent[1:]).decode())


@pytest.fixture(autouse=True)
def _names(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is also known as zhiye.example and by every name below cq.example."""
    options = {"server.allowedHosts": ["zhiye.example", "*.cq.example"], "server.baseUrlPath": ""}
    monkeypatch.setattr(known_names.config, "get_option", lambda name: options[name])


OWN_NAMES = "localhost localhost:8501 LOCALHOST 127.0.0.1:8501 [::1]:8501 localhost. zhiye.example:443 a.b.cq.example"
OTHER_NAMES = """evil.example cq.example evilcq.example localhost.evil.example zhiye.example.evil.example localhost:x
127.1 localhost@evil.example evil.example@localhost localhost/x 127.0.0.2 10.0.0.1:8501 localhost:99999
[::1 0.0.0.0 *"""


@pytest.mark.parametrize("host", OWN_NAMES.split())
def test_a_name_of_this_server_is_answered(host: str) -> None:
    assert ask(hosts=[host]).status == 200
    assert ask(method="WEBSOCKET", hosts=[host]).status == 101


@pytest.mark.parametrize("host", [*OTHER_NAMES.split(), ""])
def test_any_other_name_is_refused_in_a_sentence(host: str) -> None:
    """Also on loopback, where a name can be made to point by whoever owns it."""
    answer = ask(hosts=[host], accept_language="en")
    assert answer.status == 400
    assert answer.text.startswith("This server is not known by this name.")
    assert ask(hosts=[host], method="WEBSOCKET").status == 403


def test_two_names_are_none() -> None:
    assert ask(hosts=["localhost", "evil.example"]).status == 400
    assert ask(hosts=[]).status == 400


def test_the_address_a_connection_came_in_on_names_the_server() -> None:
    assert known_names.is_known_host("10.1.2.3:8501", "10.1.2.3")
    assert not known_names.is_known_host("10.1.2.4:8501", "10.1.2.3")


@pytest.mark.parametrize(
    ("origin", "is_own"),
    [
        (f"http://{HOST}", True),
        ("https://zhiye.example", True),
        ("https://evil.example", False),
        ("http://127.0.0.1:3000", False),
        ("null", False),
        ("", False),
        (f"http://{HOST}.evil.example", False),
    ],
)
def test_only_own_pages_send_anything(origin: str, is_own: bool) -> None:
    assert ask(method="POST", origin=origin).status == (200 if is_own else 403)
    assert ask(origin=origin).status == 200  # a link from elsewhere may lead here
    session = ask(method="WEBSOCKET", origin=origin)
    assert session.status == (101 if is_own else 403)
    # What Streamlit compares the origin with: it asks nobody for the machine's address then.
    assert session.text == (origin.split("//")[1] if is_own else "")


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"])
def test_doors_of_the_framework_that_no_page_needs_are_closed(path: str) -> None:
    assert (ask(path).status, ask(path, "POST").status) == (404, 404)


def test_every_answer_says_what_a_browser_may_do_with_it() -> None:
    for answer in (ask(), ask(hosts=["evil.example"]), ask("/_stcore/metrics")):
        assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "strict-transport-security" not in answer.headers
    assert ask().headers["set-cookie"] == "ours=1"


def test_over_tls_cookies_and_the_next_visits_stay_encrypted() -> None:
    answer = ask(scheme="https", hosts=["zhiye.example"])
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert answer.headers["set-cookie"] == "ours=1; Secure"


def test_a_page_runs_the_scripts_that_stand_in_it_and_no_other() -> None:
    policy = page_policy('<script src="./a.js"></script><script>1</script><script type="module">\n2</script>')
    scripts = policy.split("; ")[1].split()
    # printf '1' | openssl dgst -sha256 -binary | base64, and the same of a new line and 2.
    digests = [
        "'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='",
        "'sha256-kCSv90ewvHGK5blxNkGWfoCgvxu6azHCPqUBonYwcFo='",
    ]
    assert scripts[:3] == ["script-src", "'self'", "blob:"]
    assert scripts[3:] == digests
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy.split("; ")[1]


def test_the_settings_beside_the_program_apply_wherever_it_is_started(tmp_path: Path) -> None:
    """As `uvicorn app:app` imports it, in a folder of somebody else."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    names = ["server.address", "server.maxUploadSize", "runner.postScriptGC", "browser.gatherUsageStats"]
    program = f"import app; from streamlit import config; print([config.get_option(name) for name in {names}])"
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    started = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert started.stdout.strip().splitlines()[-1] == str(
        ["127.0.0.1", settings["server"]["maxUploadSize"], False, False]
    )
