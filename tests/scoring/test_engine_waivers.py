"""Papers that a consultant found not relevant: what rests on them alone applies no more; the rest is judged without them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from readiness.rulebook import Document, Facts
from readiness.rulebook.conditions import All, Any_, Compare, HasDocument, Not, Some
from readiness.rulebook.judge import WAIVED
from readiness.rulebook.waivers import without
from scoring.engine import STATUS_NAMES, UNKNOWN, assess
from scoring.explain import explain
from tests.scoring.strategies import BOOK, TODAY, facts

LICENCE, SHOP = HasDocument("business_licence"), HasDocument("shop_photo")
TRAFFIC, HISTORY = HasDocument("traffic_proof"), HasDocument("conversation_history")
KNOWN = Compare("country", "is", "IT")
PROOFS = Some(2, (HISTORY, TRAFFIC, SHOP))


def judged(company: Facts, criterion_id: str) -> str:
    return STATUS_NAMES[assess(company, BOOK, TODAY).verdicts[BOOK.criterion(criterion_id).position]]


def company(*waived: str, papers: tuple[Document, ...] = (), **known: object) -> Facts:
    return Facts(documents=(*papers, *(Document(kind, WAIVED) for kind in waived)), **known)  # type: ignore[arg-type]


def test_conditions_lose_what_is_waived() -> None:
    cases = [
        (LICENCE, {"business_licence"}, None),
        (LICENCE, {"shop_photo"}, LICENCE),
        (KNOWN, {"shop_photo"}, KNOWN),
        (Any_((KNOWN, SHOP)), {"shop_photo"}, KNOWN),
        (All((SHOP, TRAFFIC, KNOWN)), {"shop_photo"}, All((TRAFFIC, KNOWN))),
        (Not(SHOP), {"shop_photo"}, None),
        (PROOFS, {"shop_photo"}, Some(2, (HISTORY, TRAFFIC))),
        (PROOFS, {"shop_photo", "traffic_proof"}, Some(1, (HISTORY,))),
        (PROOFS, {"shop_photo", "traffic_proof", "conversation_history"}, None),
    ]
    for condition, kinds, left in cases:
        assert without(condition, frozenset(kinds)) == left, condition


def test_waived_paper_is_not_asked_for() -> None:
    certificate = Document("privacy_policy", "approved")
    assert judged(company(papers=(certificate,)), "registration-certificate") == "unmet"
    assert judged(company("registration_certificate", papers=(certificate,)), "registration-certificate") == "not_applicable"


def test_two_of_three_proofs_without_two_asks_for_one() -> None:
    proof = Document("conversation_history", "approved")
    assert judged(company(papers=(proof,)), "real-use") == "unmet"
    assert judged(company("shop_photo", "traffic_proof", papers=(proof,)), "real-use") == "met"


def test_gate_that_a_paper_could_have_excused_stays() -> None:
    foreign = {"number_country": "FR", "country": "IT", "operations_country": "IT"}
    found = company("number_explanation", papers=(Document("privacy_policy", "approved"),), **foreign)
    assert (judged(found, "number-country"), judged(found, "number-explanation")) == ("unmet", "not_applicable")


def test_what_may_not_apply_stays_unknown() -> None:
    found = company("form_401", papers=(Document("privacy_policy", "approved"),))
    assert judged(found, "tw-form-401") == "unknown"


def test_a_waiver_alone_says_nothing_of_other_papers() -> None:
    alone, nothing = company("form_401"), Facts()
    assert judged(alone, "registration-certificate") == judged(nothing, "registration-certificate") == "unknown"


def test_explanation_says_that_a_consultant_decided() -> None:
    found = explain(BOOK, assess(company("registration_certificate"), BOOK, TODAY), "en")
    one = next(one for one in found if one.criterion.id == "registration-certificate")
    assert (one.status, one.seen) == ("not_applicable", {"registration_certificate": "waived"})


@given(facts(), st.sets(st.sampled_from(BOOK.vocabulary.document_kinds), max_size=4))
def test_weights_still_add_up(some: Facts, kinds: set[str]) -> None:
    judgement = assess(
        Facts(
            **{name: getattr(some, name) for name in some.__slots__}
            | {"documents": (*(some.documents or ()), *(Document(kind, WAIVED) for kind in sorted(kinds)))}
        ),
        BOOK,
        TODAY,
    )
    by_mark = dict.fromkeys("mu?-", 0)
    for criterion, mark in zip(BOOK.criteria, judgement.verdicts, strict=True):
        by_mark[mark] += criterion.weight
    assert judgement.met_weight == by_mark["m"]
    assert judgement.known_weight == by_mark["m"] + by_mark["u"]
    assert judgement.applicable_weight == by_mark["m"] + by_mark["u"] + by_mark[UNKNOWN]
