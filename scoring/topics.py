"""Which topic of the checklist a criterion is mended on."""

from __future__ import annotations

from functools import cache

from readiness.rulebook import Rulebook
from readiness.rulebook.conditions import Compare, Known, SameAs, leaves
from readiness.rulebook.derived import INPUTS
from readiness.rulebook.model import Criterion, Topic


def topic_of(book: Rulebook, criterion: Criterion) -> Topic | None:
    return _topics(book).get(criterion.id)


@cache
def _topics(book: Rulebook) -> dict[str, Topic]:
    """The topic that asks for most facts of the criterion; else the room of its papers or templates."""
    by_fact = {question.fact: topic for topic in book.topics for question in topic.questions}
    rooms = {topic.room: topic for topic in book.topics if topic.room}
    found: dict[str, Topic] = {}
    for criterion in book.criteria:
        facts = [leaf.fact for leaf in leaves(criterion.met) if isinstance(leaf, Compare | Known | SameAs)]
        names = [name for fact in facts for name in INPUTS.get(fact, (fact,))]
        asking = [by_fact[name] for name in names if name in by_fact]
        topic = max(asking, key=lambda one: (asking.count(one), -book.topics.index(one)), default=None)
        is_template = any(name in book.vocabulary.facts and book.vocabulary.facts[name].group == "templates" for name in names)
        found[criterion.id] = topic or rooms["templates" if is_template else "documents"]
    return found
