"""Each criterion is mended somewhere: on the topic that asks for its first fact, else in the room of its papers or templates."""

from __future__ import annotations

import pytest

from readiness.rulebook import current_rulebook
from scoring.topics import topic_of

BOOK = current_rulebook()


@pytest.mark.parametrize(("criterion", "topic"), [
    ("provider-chosen", "provider"),
    ("revenue-threshold", "revenue"),
    ("revenue-priority", "revenue"),
    ("daily-messages", "volume"),
    ("names-identical", "names"),
    ("submission-day", "applicant"),
    ("registration-certificate", "documents"),
    ("scan-resolution", "documents"),
    ("representative-id-validity", "documents"),
    ("in-gst-turnover", "documents"),
    ("domain-code", "domain"),
    ("templates-clean", "templates"),
    ("templates-library", "templates"),
    ("staff-list", "documents"),
])  # fmt: skip
def test_topic_of_a_criterion(criterion: str, topic: str) -> None:
    found = topic_of(BOOK, BOOK.criterion(criterion))
    assert found
    assert found.id == topic


def test_every_criterion_has_a_topic() -> None:
    assert [criterion.id for criterion in BOOK.criteria if topic_of(BOOK, criterion) is None] == []
