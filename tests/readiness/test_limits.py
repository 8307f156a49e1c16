"""Numbers at the edge of their columns: every field either takes a number or says that it does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from readiness.models import User
from readiness.rulebook import current_rulebook
from readiness.rulebook.vocabulary import NUMERIC_TYPES
from tests.cast import Cast, answer
from tests.visitor import Visitor

EDGES = ("2147483648", "999999999999999", "1000000000000000", "9" * 30)
NEWEST = "1000"  # a version above every one that stands: no edge meets the one before it as a conflict
TOPIC_OF = {question.fact: topic for topic in current_rulebook().topics for question in topic.questions}
NUMBERS = [fact.name for fact in current_rulebook().vocabulary.facts.values() if fact.type in NUMERIC_TYPES and fact.name in TOPIC_OF]


@pytest.mark.parametrize("fact", NUMBERS)
def test_number_at_the_edge_is_taken_or_refused(cast: Cast, client_for: Callable[[User | None], Visitor], fact: str) -> None:
    answer(cast.north, country="SG", business_model="b2b")
    topic, visitor = TOPIC_OF[fact], client_for(cast.north.applicant)
    name = "readiness:topic" if topic.sheet == "profile" else "phone_numbers:topic"
    url = reverse(name, kwargs={"workspace": "north", "company": cast.north.company.slug, "topic": topic.id})
    for edge in EDGES:
        assert visitor.post(url, {"base_version": NEWEST, fact: edge}).status_code in (302, 422)
