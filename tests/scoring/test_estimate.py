"""Approval and days as ranges, and every factor that moves them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from math import exp, log
from typing import Any

import pytest
from hypothesis import given

from readiness.rulebook import Document, Facts
from readiness.rulebook.conditions import Compare
from readiness.rulebook.load_estimate import log_odds
from scoring.engine import Judgement, assess, engine_of
from scoring.estimate import Estimator, FactorEffect
from tests.scoring.strategies import BOOK, TODAY, facts

ESTIMATOR = engine_of(BOOK).estimator
CONFIG = BOOK.estimation
FACTORS = {factor.id: factor for group in CONFIG.groups for factor in group}
APPROVED = "approved"


def judged(**known: Any) -> Judgement:
    return assess(Facts(**known), BOOK, TODAY)


def effects(judgement: Judgement) -> dict[tuple[str, str], FactorEffect]:
    found = ESTIMATOR.effects(judgement.estimate, bool(judgement.blockers))
    return {(one.factor.id, one.effect): one for one in found}


def test_nothing_known_is_the_field_data_of_2024() -> None:
    estimate = judged().estimate
    assert estimate.approval[1] == pytest.approx(0.41, abs=1e-12)
    assert estimate.days == pytest.approx((12, 18.7, 31), abs=1e-12)
    assert estimate.factors == ()


def test_five_stages_have_the_days_of_the_guide() -> None:
    assert dict(zip([stage.id for stage in ESTIMATOR.stages], judged().estimate.stages, strict=True)) == {
        "basic-information": (2, 2.5, 3),
        "business-verification": (7, 9.5, 12),
        "technical-review": (1, 2, 4),
        "number-approval": (1, 2, 3),
        "template-approval": (1, 1.1, 2),
    }


def ordered(low: float, mid: float, high: float) -> bool:
    return low <= mid <= high


@given(facts())
def test_ranges_are_ordered_and_within_bounds(company: Facts) -> None:
    estimate = assess(company, BOOK, TODAY).estimate
    assert ordered(0, *estimate.approval[::2])
    assert ordered(*estimate.approval)
    assert estimate.approval[2] < 1
    assert all(ordered(*days) and days[0] >= 0 for days in (estimate.days, *estimate.stages))
    assert ordered(CONFIG.days_min - 1e-9, estimate.days[1], CONFIG.days_max + 1e-9)


@given(facts())
def test_days_of_the_stages_fit_into_the_whole(company: Facts) -> None:
    estimate = assess(company, BOOK, TODAY).estimate
    assert len(estimate.stages) == 5
    assert all(sum(days[at] for days in estimate.stages) <= estimate.days[at] + 1e-9 for at in range(3))


@given(facts())
def test_unmet_gate_caps_the_approval(company: Facts) -> None:
    judgement = assess(company, BOOK, TODAY)
    free = ESTIMATOR.approval(judgement.estimate.factors, 0.0, False)[1]
    expected = min(free, CONFIG.blocked_approval_max) if judgement.blockers else free
    assert judgement.estimate.approval[1] == pytest.approx(expected, abs=1e-12)


@given(facts())
def test_one_factor_of_a_group_holds_at_most(company: Facts) -> None:
    groups = [factor.group for factor in assess(company, BOOK, TODAY).estimate.factors]
    assert len(groups) == len(set(groups))


@given(facts())
def test_effect_is_the_difference_that_its_factor_makes(company: Facts) -> None:
    judgement = assess(company, BOOK, TODAY)
    held = judgement.estimate.factors
    free, days = ESTIMATOR.approval(held, 0.0, False)[1], judgement.estimate.days[1]
    for (factor_id, effect), found in effects(judgement).items():
        others = tuple(one for one in held if one.id != factor_id)
        if factor_id == CONFIG.blocked.id:
            assert found.shift == judgement.estimate.approval[1] - free
        elif effect == "approval":
            assert found.shift == free - ESTIMATOR.approval(others, 0.0, False)[1]
        else:
            assert found.shift == days - ESTIMATOR.days(others)[1][1]


@given(facts())
def test_every_factor_that_holds_is_explained(company: Facts) -> None:
    judgement = assess(company, BOOK, TODAY)
    moves = {("approval", factor.id) for factor in judgement.estimate.factors if factor.log_odds}
    moves |= {("days", factor.id) for factor in judgement.estimate.factors if factor.days_add or factor.days_times != 1}
    capped = judgement.blockers and ESTIMATOR.approval(judgement.estimate.factors, 0.0, False)[1] > judgement.estimate.approval[1]
    assert {(effect, factor_id) for factor_id, effect in effects(judgement)} == moves | ({("approval", "gate-unmet")} if capped else set())


@given(facts())
def test_effect_points_where_its_factor_pulls(company: Facts) -> None:
    for found in effects(assess(company, BOOK, TODAY)).values():
        if found.effect == "approval" and found.factor is not CONFIG.blocked:
            assert found.shift * FACTORS[found.factor.id].log_odds >= 0


def test_capped_estimate_names_the_gate() -> None:
    judgement = judged(provider_tier="elite", opt_in_collected=False)
    found = effects(judgement)[("gate-unmet", "approval")]
    assert judgement.blockers == ("opt-in",)
    assert judgement.estimate.approval[1] == pytest.approx(0.12)
    assert (found.factor.source, round(found.shift, 2)) == (("G-SI-1", "G-OV-3"), -0.58)


def test_estimate_below_the_cap_is_not_capped() -> None:
    worst = {"employees": 5, "sector": "retail", "support_team": 0, "template_lint_errors": 1, "template_max_same_type": 6}
    judgement = judged(**worst, opt_in_collected=False)
    assert judgement.blockers == ("opt-in",)
    assert judgement.estimate.approval[1] < 0.12
    assert ("gate-unmet", "approval") not in effects(judgement)


def moved(rate: float) -> float:
    """The base moved half-way, in log-odds, to the rate that the guide reports."""
    odds = log(0.41 / 0.59) + 0.5 * (log(rate / (1 - rate)) - log(0.41 / 0.59))
    return 1 / (1 + exp(-odds))


def nudged(by: float) -> float:
    return 1 / (1 + exp(-(log(0.41 / 0.59) + by)))


VIRTUAL = {"number_is_virtual": True, "documents": ()}
FRIDAY, SATURDAY, SUNDAY = (dt.date(2026, 11, day) for day in (27, 28, 29))
COMPLETE = tuple(
    Document(kind, APPROVED, expires_on=dt.date(2031, 1, 1), months_covered=3, figures={"interactions_per_month": 500, "daily_uv": 1001})
    for kind in BOOK.vocabulary.document_kinds
    if kind not in ("shop_photo", "business_licence")
)
AT_HOME = {"country": "IT", "number_country": "IT", "number_is_virtual": False, "submitter_is_employee": False, "sector": "retail"}

# Factor, what is known, the approval that comes of it, the days.
HOLDING: list[tuple[str, dict[str, Any], float, float]] = [
    ("sector-ecommerce", {"sector": "ecommerce"}, moved(0.72), 18.7),
    ("sector-finance", {"sector": "finance"}, moved(0.68), 18.7),
    ("sector-logistics", {"sector": "logistics"}, moved(0.81), 18.7),
    ("sector-customer-service", {"sector": "customer_service"}, moved(0.75), 18.7),
    ("sector-frequent", {"sector": "food_delivery"}, nudged(0.3), 18.7),
    ("sector-frequent", {"sector": "ride_hailing", "employees": 5}, nudged(0.3), 18.7),
    ("sector-manufacturing", {"sector": "manufacturing"}, nudged(-0.3), 18.7),
    ("size-small", {"employees": 9, "sector": "retail"}, moved(0.12), 18.7),
    ("size-large", {"employees": 51}, moved(0.67), 18.7),
    ("revenue-low-priority", {"annual_revenue_amount": Decimal(499999), "annual_revenue_currency": "USD"}, 0.41, 18.7 + 2 * 9.5),
    ("provider-elite", {"provider_tier": "elite"}, moved(0.89), 18.7 + 3.2 - 7.8),
    ("provider-standard", {"provider_tier": "standard"}, moved(0.72), 18.7),
    ("provider-regional", {"provider_tier": "regional"}, moved(0.65), 18.7 + 11.5 - 7.8),
    ("support-dedicated", {"support_team": 3}, moved(0.41 * 1.42), 18.7),
    ("support-thin", {"support_team": 2}, nudged(-0.3), 18.7),
    ("papers-complete", {"documents": COMPLETE} | AT_HOME, 0.41, 18.7 - 9.5 + 9.5 / 2.3),
    ("papers-missing", {"documents": ()}, nudged(-0.3), 18.7 + 14 * 1.4),
    ("templates-many", {"templates_prepared": 15}, 0.41, 18.7 - 4.3),
    ("template-wording-refused", {"template_lint_errors": 1}, moved(0.21), 18.7),
    ("templates-same-type", {"template_max_same_type": 6}, moved(0.41 * 0.6), 18.7),
    ("submitted-monday", {"planned_submission_on": TODAY}, 0.41, 18.7 - 0.9),
    ("submitted-friday", {"planned_submission_on": FRIDAY}, 0.41, 18.7 + 0.9),
    ("submitted-weekend", {"planned_submission_on": SATURDAY}, 0.41, 18.7 + 0.4 * 2.5),
    ("submitted-weekend", {"planned_submission_on": SUNDAY}, 0.41, 18.7 + 0.4 * 2.5),
    # These come with an unmet gate, which caps the approval at 12 percent.
    ("names-differ", {"legal_name": "Hoshino", "name_in_website_footer": "Hoshino Group"}, 0.12, 18.7 + 11),
    ("complaints-high", {"complaint_rate_6m": Decimal("0.021")}, 0.12, 18.7 + 45),
    ("virtual-number-unproven", VIRTUAL, 0.12, 18.7 + 14 * 1.4),
]  # fmt: skip


@pytest.mark.parametrize(("factor_id", "known", "approval", "days"), HOLDING)
def test_factor_moves_the_estimate(factor_id: str, known: dict[str, Any], approval: float, days: float) -> None:
    estimate = judged(**known).estimate
    assert factor_id in [factor.id for factor in estimate.factors]
    assert (estimate.approval[1], estimate.days[1]) == pytest.approx((approval, days))


def test_every_factor_is_tried() -> None:
    assert {factor_id for factor_id, *_ in HOLDING} == set(FACTORS)


@pytest.mark.parametrize("known", [
    {"employees": 10}, {"employees": 50}, {"support_team": None}, {"sector": "retail"}, {"template_lint_errors": 0},
    {"template_max_same_type": 5}, {"templates_prepared": 14}, {"complaint_rate_6m": Decimal("0.02")},
    {"planned_submission_on": TODAY + dt.timedelta(days=1)}, {"planned_submission_on": TODAY + dt.timedelta(days=3)},
    {"annual_revenue_amount": Decimal(500000), "annual_revenue_currency": "USD"},
])  # fmt: skip
def test_no_factor_holds_short_of_its_limit(known: dict[str, Any]) -> None:
    assert judged(**known).estimate.factors == ()


@pytest.mark.parametrize("factor", FACTORS.values(), ids=lambda factor: factor.id)
def test_factor_moves_something(factor: Any) -> None:
    assert factor.log_odds or factor.days_add or factor.days_times != 1


def test_shift_is_limited() -> None:
    worst = tuple(min(group, key=lambda factor: factor.log_odds) for group in CONFIG.groups)
    best = tuple(max(group, key=lambda factor: factor.log_odds) for group in CONFIG.groups)
    assert sum(factor.log_odds for factor in worst) < -CONFIG.max_shift_log_odds
    assert log_odds(ESTIMATOR.approval(worst, 0.0, False)[1]) == pytest.approx(log_odds(0.41) - 2.5)
    assert ESTIMATOR.approval(best, 0.0, False)[1] <= 1 / (1 + exp(-(log_odds(0.41) + 2.5)))


@pytest.mark.parametrize(("add", "days"), [(-30, 3.2), (-15.5, 3.2), (-10, 8.7), (100, 118.7), (200, 120)])
def test_days_are_bounded(add: float, days: float) -> None:
    stages, whole = ESTIMATOR.days((replace(FACTORS["complaints-high"], days_add=add),))
    assert whole[1] == pytest.approx(days)
    assert sum(mid for _, mid, _ in stages) == pytest.approx(days * 17.1 / 18.7)


def test_first_factor_of_a_group_that_holds_is_the_one() -> None:
    small, large = replace(FACTORS["size-small"], when=Compare("employees", "less_than", 100)), FACTORS["size-large"]
    estimator = Estimator(replace(BOOK, estimation=replace(CONFIG, groups=((small, large),))))
    row = assess(Facts(employees=60), BOOK, TODAY).row
    assert estimator.holding(row) == ((small,), 0.0)


def test_unknown_lowers_only_the_low_end() -> None:
    unknown, known = judged().estimate.approval, judged(employees=30, sector="retail").estimate.approval
    assert unknown[1:] == known[1:]
    assert unknown[0] < known[0]
