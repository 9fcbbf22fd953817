"""A run of the benchmarks that is as small as can be."""

from pathlib import Path

import pytest

from benchmarks.bench import Bench


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench-cache")


@pytest.fixture
def bench(tmp_path: Path, cache: Path) -> Bench:
    """Return a run over 300 contacts, everything once."""
    return Bench(size=300, rounds=1, folder=tmp_path, cache=cache)
