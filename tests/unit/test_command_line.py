"""`python -m core`: what it prints, what it says when something is wrong, and its exit codes."""

from __future__ import annotations

import csv
import io
import shlex
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from core.commands.exit_codes import EXIT_CODES, FAILED, MISUSED, OK
from core.commands.main import main
from core.commands.parser import command_parser
from core.published.schema import REFERENCE_ROOT
from tests.support.release_frames import tiny_release

COMMANDS = (
    "demo",
    "snapshots",
    "verify",
    "assess",
    "scenario",
    "template",
    "check",
    "publish",
    "plan",
    "rebuild-published",
    "passphrase",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tiny_release(tmp_path, date(2024, 9, 1))
    tiny_release(tmp_path, date(2025, 12, 31))
    return tmp_path


def test_assess_prints_every_goal_with_its_status(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "assess", "--root", str(root)]) == OK
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    found = {row["indicator"]: row for row in rows}
    assert len(found) == 8
    assert found["secondary_vocational_enrolment"]["value"] == "2,600 people"
    assert found["secondary_vocational_enrolment"]["status"] == "Missed"
    assert found["vocational_share"]["status"] == "Met"


def test_a_number_that_is_not_confirmed_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Colleges are counted at the end of the year: in September their number of the year is provisional."""
    assert main(["--lang", "en", "assess", "--as-of", "2024-09-01", "--root", str(root)]) == OK
    values = {row["indicator"]: row["value"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert values["colleges"].endswith(" (provisional)")
    assert values["vocational_share"] == "5.2 : 4.8"


def test_assess_follows_the_as_of_date(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "assess", "--as-of", "2025-01-15", "--root", str(root)]) == OK
    assert "Missed" in capsys.readouterr().out
    assert main(["assess", "--as-of", "2019-01-01", "--root", str(root)]) == FAILED
    assert "2019-01-01" in capsys.readouterr().err
    assert main(["--lang", "en", "assess", "--as-of", "last year", "--root", str(root)]) == MISUSED
    assert "“last year” is not a date" in capsys.readouterr().err


def test_snapshots_lists_releases_and_names_the_damaged_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "snapshots", "--root", str(root)]) == OK
    assert "2024-09-01" in capsys.readouterr().out
    (root / "2024-09-01" / "training.parquet").unlink()
    assert main(["--lang", "en", "snapshots", "--root", str(root)]) == FAILED
    printed = capsys.readouterr()
    assert "2025-12-31" in printed.out
    assert "2024-09-01/training.parquet is missing" in printed.err


def test_verify_checks_in_full_and_tells_whole_from_damaged(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "verify", "--root", str(root)]) == OK
    assert "2024-09-01: whole" in capsys.readouterr().out
    path = root / "2024-09-01" / "teachers.parquet"
    path.write_bytes(path.read_bytes()[:100])
    assert main(["--lang", "en", "verify", "2024-09-01", "--root", str(root)]) == FAILED
    assert "does not match the hash" in capsys.readouterr().err
    assert main(["--lang", "en", "verify", "2031-01-01", "--root", str(root)]) == FAILED
    assert "There is no release 2031-01-01" in capsys.readouterr().err


@pytest.mark.slow
def test_demo_writes_releases_that_verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "demo", "--into", str(tmp_path / "demo")]) == OK
    assert capsys.readouterr().out.count("Wrote ") == 8
    assert main(["verify", "--root", str(tmp_path / "demo")]) == OK


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("snapshots", "verify", "assess"):
        assert main(["--lang", "en", command, "--root", str(tmp_path / "nowhere")]) == FAILED
        printed = capsys.readouterr().err
        assert "nowhere" in printed or "no usable release" in printed
        assert "Traceback" not in printed


@pytest.mark.slow
def test_an_unknown_command_ends_with_the_code_for_misuse() -> None:
    found = subprocess.run([sys.executable, "-m", "core", "frobnicate"], capture_output=True, text=True, check=False)
    assert found.returncode == MISUSED
    assert "invalid choice" in found.stderr


def test_published_figures_are_rebuilt_to_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(REFERENCE_ROOT, folder)
    before = {name: (folder / name).read_bytes() for name in ("published.parquet", "manifest.toml")}
    for name in before:
        (folder / name).unlink()
    assert main(["--lang", "en", "rebuild-published", "--root", str(folder)]) == OK
    rows = tomllib.loads(before["manifest.toml"].decode())["rows"]
    assert rows > 600
    assert capsys.readouterr().out == f"published.parquet is rebuilt; number of rows: {rows}\n"
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_a_wrong_published_figure_is_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(REFERENCE_ROOT, folder)
    before = (folder / "published.parquet").read_bytes()
    text = (folder / "published.csv").read_text("utf-8-sig")
    header, first, *rest = text.splitlines()
    cells = next(csv.reader([first]))
    cells[header.split(",").index("value")] = "many"
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    (folder / "published.csv").write_text("\n".join([header, line.getvalue(), *rest]) + "\n", "utf-8")
    assert main(["rebuild-published", "--root", str(folder)]) == FAILED
    message = capsys.readouterr().err
    assert "published.csv" in message
    assert "value" in message
    assert "many" in message
    assert (folder / "published.parquet").read_bytes() == before


def test_help_lists_every_command_and_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == OK
    text = " ".join(capsys.readouterr().out.split())
    assert [name for name in COMMANDS if f" {name} " not in text] == []
    assert EXIT_CODES in text


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_has_a_description_arguments_and_an_example_it_understands(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == OK
    usage, description, *_ = text = capsys.readouterr().out.split("\n\n")
    assert usage.startswith(f"usage: python -m core {name}")
    assert description.rstrip().endswith(".")
    assert any(part.startswith(("options:", "positional arguments:")) for part in text)
    examples = text[-1].strip().splitlines()
    assert examples[0] == "example:"
    assert len(examples) > 1
    for example in examples[1:]:
        command_parser().parse_args(shlex.split(example)[3:])  # exits when it does not understand
