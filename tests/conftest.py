"""What all tests share: a workspace of their own, and a browser where there is one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.serving import chromium

# A slow machine must not turn a property into a failure.
settings.register_profile("here", deadline=None)
settings.load_profile("here")


@pytest.fixture(autouse=True, scope="session")
def _empty_workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Every test starts from an empty workspace: the demonstration releases, never this installation's own."""
    home = tmp_path_factory.mktemp("workspace")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_HOME", str(home))
        yield home


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The installed Chromium. Without one a test that needs it is skipped, but fails where CI=true promises one."""
    found = chromium()
    if found is None:
        reason = "no Chromium: install it (apt-get install chromium fonts-noto-cjk) to run the browser tests"
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found
