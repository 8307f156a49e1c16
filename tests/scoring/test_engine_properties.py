"""What holds for every company: knowing more never takes away, meeting more never costs, unknown is never unmet."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from itertools import pairwise, permutations
from types import MappingProxyType
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from readiness.rulebook import Document, Facts
from scoring.engine import MET, NOT_APPLICABLE, UNKNOWN, UNMET, Engine, Judgement, engine_of
from tests.scoring.strategies import BOOK, DATES, FACTS, TODAY, document, documents, fact_names, facts, limits, values, well_known_facts

ENGINE = engine_of(BOOK)
VERDICTS = ("blocked", "not_ready", "almost", "ready")
RANK = {UNMET: 0, UNKNOWN: 1, MET: 2}


def judge(company: Facts) -> Judgement:
    return ENGINE.judge(company, TODAY)


def covers_no_less(before: Judgement, after: Judgement) -> bool:
    return after.known_weight * before.applicable_weight >= before.known_weight * after.applicable_weight


def newly_unmet(before: Judgement, after: Judgement) -> list[str]:
    marks = zip(ENGINE.criteria, before.verdicts, after.verdicts, strict=True)
    return [one.id for one, was, is_ in marks if is_ == UNMET and was in (MET, UNKNOWN)]


def improves(before: str, after: str) -> bool:
    """One criterion more is met, and none is worse."""
    moves = [(was, is_) for was, is_ in zip(before, after, strict=True) if was != is_]
    return (UNMET, MET) in moves and all(NOT_APPLICABLE not in move and RANK[move[0]] < RANK[move[1]] for move in moves)


@given(facts(), st.data())
def test_coverage_when_a_fact_becomes_known_never_falls(company: Facts, data: st.DataObject) -> None:
    unknown = [name for name in FACTS if name != "today" and getattr(company, name) is None]
    assume(unknown)
    name = data.draw(st.sampled_from(unknown))
    assert covers_no_less(judge(company), judge(replace(company, **{name: data.draw(values(FACTS[name]))})))


@given(facts(), documents())
def test_coverage_when_documents_become_known_never_falls(company: Facts, papers: tuple[Document, ...]) -> None:
    assert covers_no_less(judge(replace(company, documents=None)), judge(replace(company, documents=papers)))


PAPER_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "status": st.sampled_from(["uploaded", "in_review", "approved"]),
    "dpi": st.sampled_from([299, 300]),
    "months_covered": st.integers(0, 13),
    "issued_on": DATES,
    "expires_on": DATES.filter(lambda day: day >= TODAY),
}


@given(facts(), documents().filter(bool), st.sampled_from(sorted(PAPER_FIELDS)), st.data())
def test_coverage_when_a_paper_is_read_never_falls(company: Facts, papers: tuple[Document, ...], field: str, data: st.DataObject) -> None:
    paper, *others = papers
    assume(getattr(paper, field) is None)
    read = paper._replace(**{field: data.draw(PAPER_FIELDS[field])})
    assert covers_no_less(judge(replace(company, documents=papers)), judge(replace(company, documents=(read, *others))))


@given(facts(), documents().filter(bool), st.sampled_from(sorted(BOOK.vocabulary.document_figures)), st.data())
def test_coverage_when_a_figure_is_read_never_falls(company: Facts, papers: tuple[Document, ...], name: str, data: st.DataObject) -> None:
    paper, *others = papers
    assume(name not in paper.figures)
    figure = data.draw(values(BOOK.vocabulary.document_figures[name]))
    read = paper._replace(figures=MappingProxyType({**paper.figures, name: figure}))
    assert covers_no_less(judge(replace(company, documents=papers)), judge(replace(company, documents=(read, *others))))


@given(facts(), fact_names())
def test_fact_forgotten_makes_nothing_unmet(company: Facts, name: str) -> None:
    assert newly_unmet(judge(company), judge(replace(company, **{name: None}))) == []


def test_nothing_known_is_nothing_unmet() -> None:
    judgement = judge(Facts())
    assert UNMET not in judgement.verdicts
    assert (judgement.score, judgement.coverage, judgement.verdict, judgement.blockers) == (0, 0.0, "not_ready", ())


MOVED = st.sampled_from(sorted(set(limits()) & set(FACTS))) | fact_names("bool", "enum", "country", "text", "date", "version")


@given(facts() | well_known_facts(), MOVED, st.data())
def test_criterion_met_by_one_fact_never_costs(company: Facts, name: str, data: st.DataObject) -> None:
    different = data.draw(st.lists(values(FACTS[name]), min_size=2, max_size=6))
    found = [judge(replace(company, **{name: value})) for value in different]
    for before, after in permutations(found, 2):
        if improves(before.verdicts, after.verdicts):
            assert costs(before, after) == []


@given(facts() | well_known_facts(), documents(), document())
def test_criterion_met_by_one_paper_never_costs(company: Facts, papers: tuple[Document, ...], paper: Document) -> None:
    before, after = (judge(replace(company, documents=some)) for some in (papers, (*papers, paper)))
    if improves(before.verdicts, after.verdicts):
        assert costs(before, after) == []


def costs(before: Judgement, after: Judgement) -> list[str]:
    """What is worse after one criterion more is met."""
    pairs = {
        "score": (before.score, after.score),
        "verdict": (VERDICTS.index(before.verdict), VERDICTS.index(after.verdict)),
        **{
            f"approval {which}": (before.estimate.approval[at], after.estimate.approval[at])
            for at, which in enumerate(("low", "mid", "high"))
        },
    }
    return [what for what, (was, is_) in pairs.items() if is_ < was]


ASKED = "registration_certificate representative_id bank_proof trademark_certificate cash_flow_records conversation_history"
GOOD: dict[str, Any] = {
    "expires_on": dt.date(2031, 1, 1),
    "months_covered": 3,
    "figures": {"interactions_per_month": 500, "daily_uv": 1001},
}


def test_last_paper_of_a_blocked_company_never_costs() -> None:
    """What other papers this company needs is not known yet: the estimate may not fall because of that."""
    kinds = f"{ASKED} traffic_proof server_specification ssl_certificate phone_bill".split()
    papers = tuple(Document(kind, "approved", **GOOD) for kind in kinds)
    company = Facts(legal_name="Hoshino", name_on_licence="Hoshino Group", documents=papers)
    before, after = judge(company), judge(replace(company, documents=(*papers, Document("use_case_description", "approved"))))
    assert improves(before.verdicts, after.verdicts)
    assert costs(before, after) == []


def judged_as(marks: str) -> Judgement:
    """The judgement of an engine whose criteria come out as these marks, whatever the facts."""
    engine, weights = Engine(BOOK), Counter[str]()
    for one, mark in zip(BOOK.criteria, marks, strict=True):
        weights[mark] += one.weight
    known = weights[MET] + weights[UNMET]
    engine.verdicts = lambda row: (marks, weights[MET], known, known + weights[UNKNOWN])
    return engine.judge(Facts(), TODAY)


MARKS = st.text(MET + UNMET + UNKNOWN + NOT_APPLICABLE, min_size=len(BOOK.criteria), max_size=len(BOOK.criteria))
PLACES = st.integers(0, len(BOOK.criteria) - 1)


@given(MARKS, PLACES, st.sampled_from([(UNMET, MET), (UNMET, UNKNOWN), (UNKNOWN, MET), (UNMET, NOT_APPLICABLE)]))
def test_better_mark_never_costs(marks: str, place: int, move: tuple[str, str]) -> None:
    before, after = (judged_as(marks[:place] + mark + marks[place + 1 :]) for mark in move)
    assert costs(before, after) == []


@given(MARKS)
def test_all_marks_met_step_by_step_is_ready(marks: str) -> None:
    steps = [judged_as(marks[place:].rjust(len(marks), MET)) for place in (0, 30, 60, 90, len(marks))]
    assert all(before.score <= after.score for before, after in pairwise(steps))
    assert (steps[-1].score, steps[-1].verdict, steps[-1].coverage) == (100, "ready", 1.0)
