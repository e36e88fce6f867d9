"""The keys that sign: listed without their secret, changed without loss, and one sentence for what is in the way."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.commands.exit_codes import FAILED, OK
from core.commands.main import main
from core.records import signing_keys as module
from core.records.signing_keys import FILE, KeyFault, SigningKeyError, add_key, current_key, signing_keys
from tests.support.serving import ROOT

DAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_keys_are_listed_newest_first_and_their_secret_never(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "signing-key"]) == OK
    assert lines(capsys) == ["There is no key yet; the first file that is handed over makes one."]
    first = current_key(DAY)
    assert main(["--lang", "en", "signing-key", "--new"]) == OK
    made, newest, former = lines(capsys)
    today = datetime.now(UTC).date().isoformat()
    second = signing_keys()[-1]
    assert made.startswith(f"Made key {second.id}, which signs what is handed over from now on")
    assert newest == f"{second.id}  made on {today}  in use"
    assert former == f"{first.id}  made on 2026-03-01  retired, still verifies"
    assert signing_keys()[0] == first
    assert current_key(DAY) == second
    assert second.secret.hex() not in made + newest + former


def test_processes_that_make_keys_at_once_lose_none(home: Path) -> None:
    code = "from datetime import date; from core.records.signing_keys import add_key, current_key as k; import sys\n"
    code += "sys.stdin.readline(); k(date(2026, 3, 1)); print(add_key(date(2026, 3, 1)).id)"
    running = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.flush()
    made = {process.communicate(timeout=60)[0].decode().strip() for process in running}
    ids = [key.id for key in signing_keys()]
    assert len(made) == 4
    assert made < set(ids)
    assert len(ids) == 5, "one first key and four new ones"
    assert [path.name for path in home.iterdir()] == [FILE]


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b'{"keys": [{"id"', b"\xff\xfe", b'{"keys":[{"id":"a","secret":"00","made_on":"2026-03-01"}]}'],
)
def test_a_damaged_file_is_left_as_it_is(home: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (home / FILE).write_bytes(content)
    for arguments in ([], ["--new"]):
        assert main(["--lang", "en", "signing-key", *arguments]) == FAILED
        assert capsys.readouterr().err.startswith(
            f"{FILE} is damaged and was left as it is; put the file of the backup"
        )
    with pytest.raises(SigningKeyError):
        current_key(DAY)
    assert (home / FILE).read_bytes() == content


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "open"])
def test_on_a_full_or_read_only_disk_the_former_keys_stay(
    home: Path, call: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = (current_key(DAY),)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        if call == "write":
            patch.setattr(module, "write_file", full)
        else:
            patch.setattr(os, call, full)
        assert main(["--lang", "en", "signing-key", "--new"]) == FAILED
    said = capsys.readouterr()
    assert said.err.startswith(f"{FILE} cannot be written: no key was made and those there were stay as they are")
    assert said.out == ""
    assert signing_keys() == keys
    assert [path.name for path in home.iterdir()] == [FILE]


def test_a_file_that_may_not_be_read_is_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / FILE).mkdir()
    with pytest.raises(SigningKeyError) as error:
        add_key(DAY)
    assert error.value.fault is KeyFault.UNREADABLE
    assert main(["--lang", "zh", "signing-key"]) == FAILED
    assert capsys.readouterr().err == f"{FILE} 读不出来，未作改动；请检查此账户是否有权读取。\n"


def test_a_file_others_may_read_is_warned_of_and_closed_by_the_next_key(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    current_key(DAY)
    (home / FILE).chmod(0o644)
    assert main(["--lang", "en", "signing-key"]) == OK
    assert capsys.readouterr().err.startswith(f"Other accounts of this computer may read {FILE}")
    add_key(DAY)
    assert main(["--lang", "en", "signing-key"]) == OK
    assert capsys.readouterr().err == ""
    assert (home / FILE).stat().st_mode & 0o077 == 0
