"""What every test may ask for by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from readiness.models import User
from tests.cast import Cast, make_cast
from tests.databases import engine
from tests.visitor import Visitor


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what meets a database: the rest has been tested on the embedded default already."""
    if engine() == "SQLite":
        return
    kept = [one for one in items if "db" in getattr(one, "fixturenames", ()) or one.get_closest_marker("services")]
    config.hook.pytest_deselected(items=[one for one in items if one not in kept])
    items[:] = kept


class ByFile(LoadScopeScheduling):
    """A file's tests stay on one process, for what they share; the browser's pages in Italian are a file of their own.

    Marks cannot say this: with pytest 9.2 node ids no longer carry the group that `--dist loadgroup` looks for.
    """

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return f"{path} it" if nodeid.endswith("-it]") else path


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


@pytest.fixture(autouse=True)
def each_test_starts_clean() -> Iterator[None]:
    """Counters of the sign-in limits and the language of the last page stay with their test."""
    yield
    translation.activate("en")
    cache.clear()


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def client() -> Visitor:
    return Visitor()


@pytest.fixture
def client_for() -> Callable[[User | None], Visitor]:
    """The browser of a person who has signed in; of nobody for None."""

    def made(person: User | None, **defaults: Any) -> Visitor:
        visitor = Visitor(**defaults)
        if person is not None:
            visitor.force_login(person)
        return visitor

    return made
