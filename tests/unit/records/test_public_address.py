"""The address under which others open the dashboard: one line of the workspace, or a plain word that it is none."""

from pathlib import Path

import pytest

from core.records.public_address import FILE, PublicAddressError, public_address, usable_address


@pytest.fixture(autouse=True)
def _own_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://zj.example.cn\n", "https://zj.example.cn/"),
        ("\ufeffhttp://10.12.3.45:8501/goals/", "http://10.12.3.45:8501/goals/"),
        ("http://[fd00::1]:8501", "http://[fd00::1]:8501/"),
        (" \n", ""),
    ],
)
def test_one_line_is_the_address(tmp_path: Path, written: str, address: str) -> None:
    assert public_address() == ""
    (tmp_path / FILE).write_text(written, "utf-8")
    assert public_address() == address


@pytest.mark.parametrize(
    "written", ["zj.example.cn", "ftp://x/", "http://a b/", "http://x/?a=1", "http://x/" + "a" * 200]
)
def test_anything_else_is_said_to_be_none(tmp_path: Path, written: str) -> None:
    (tmp_path / FILE).write_text(written, "utf-8")
    with pytest.raises(PublicAddressError, match=r"address\.txt: no address"):
        public_address()
    (tmp_path / FILE).write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(PublicAddressError, match="unreadable"):
        public_address()


@pytest.mark.parametrize(
    "text",
    ["http://localhost:8501/", "http://127.0.0.1/", "http://[::1]:8501/", "http://0.0.0.0/", 'http://x"><script>/', ""],
)
def test_what_leads_nowhere_from_another_computer_is_no_address(text: str) -> None:
    assert usable_address(text) == ""
