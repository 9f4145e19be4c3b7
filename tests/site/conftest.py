"""What tests of built trees share."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_site import small_repository


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_repository(tmp_path / "small")
