"""Data folders that integration tests begin with: made once, and copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dealerdesk.bootstrap import Desk, make_desk
from dealerdesk.domain.fields import RecordKind
from dealerdesk.domain.import_mapping import ImportMapping
from tests.support.importing import ORDERS, REGISTER, Clock, copied_desk
from tests.support.spreadsheets import SAMPLES


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def made_empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed data folder without a record."""
    root = tmp_path_factory.mktemp("empty") / "data"
    make_desk(root, Clock()).close()
    return root


@pytest.fixture(scope="session")
def made_registered(made_empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed data folder with the sample register and its repair orders."""
    root = tmp_path_factory.mktemp("registered") / "data"
    with closing(copied_desk(made_empty, root, Clock())) as desk:
        desk.imports.run(SAMPLES / REGISTER, ImportMapping(RecordKind.FILES))
        desk.imports.run(SAMPLES / ORDERS, ImportMapping(RecordKind.REPAIR_ORDERS))
    return root


@pytest.fixture
def desk(made_empty: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """An empty dealership of one's own."""
    with closing(copied_desk(made_empty, tmp_path / "data", clock)) as own:
        yield own


@pytest.fixture
def registered(made_registered: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A dealership of one's own with the sample register and its repair orders."""
    with closing(copied_desk(made_registered, tmp_path / "registered", clock)) as own:
        yield own
