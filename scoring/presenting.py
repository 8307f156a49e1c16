"""Judgements as pages and the PDF show them: words, sources, formatted figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from readiness.checklist import topic_url
from readiness.display import cases, days, known_share, labels, meta_notes, percent, rate_note, seen_rows, sources, text

from .charts import history_line, range_bar
from .dossier import Dossier
from .engine import engine_of
from .explain import Explanation
from .models import ScorePoint
from .topics import topic_of

MONEY_FACTS = frozenset({"annual_revenue_usd", "recognised_revenue_usd", "recognised_revenue_inr"})
TONES = {"met": "ok", "unmet": "bad", "unknown": "unknown", "not_applicable": "quiet"}
VERDICT_TONES = {"ready": "ok", "almost": "unknown", "not_ready": "quiet", "blocked": "bad"}


def verdict_view(dossier: Dossier) -> dict[str, Any]:
    """Score, verdict and estimate in short. `is_due` says that the worker has not scored the last change yet."""
    judgement = dossier.judgement
    low, mid, high = judgement.estimate.approval
    return {
        "score": judgement.score,
        "coverage": known_share(judgement.coverage),
        "verdict": judgement.verdict,
        "verdict_title": text(f"verdicts.{judgement.verdict}.title"),
        "verdict_sentence": text(f"verdicts.{judgement.verdict}.sentence"),
        "verdict_tone": VERDICT_TONES[judgement.verdict],
        "blocker_titles": [one.title for one in dossier.blockers],
        "counts": judgement.counts,
        "approval": {"low": percent(low), "mid": percent(mid), "high": percent(high)},
        "days": {name: days(value) for name, value in zip(("low", "mid", "high"), judgement.estimate.days, strict=True)},
        "is_due": dossier.company.is_score_due,
    }


def best_step_view(dossier: Dossier) -> dict[str, Any] | None:
    """The one step to take next and the task where it is taken; None when nothing is open."""
    if dossier.best_step is None:
        return None
    step, task = dossier.best_step
    return {
        "title": step.title,
        "fix": step.fix,
        "gain": step.gain,
        "url": task.url,
        "topic_title": text(f"topics.{task.topic.id}.title"),
    }


def criterion_view(dossier: Dossier, one: Explanation) -> dict[str, Any]:
    topic = topic_of(dossier.book, one.criterion)
    return {
        "id": one.criterion.id,
        "title": one.title,
        "why": one.why,
        "fix": one.fix,
        "weight": one.criterion.weight,
        "points": one.points,
        "gain": one.gain,
        "gate": one.criterion.gate,
        "status": one.status,
        "status_text": text(f"statuses.{one.status}"),
        "tone": TONES[one.status],
        "seen": seen_rows(one.seen),
        "missing": labels(one.missing),
        "basis": one.criterion.basis,
        "basis_text": text(f"bases.{one.criterion.basis}.title"),
        "sources": sources(one.criterion.source),
        "meta_notes": meta_notes(dossier.book, one.criterion.source),
        "cases": cases(dossier.book, one.criterion.source),
        "rate_note": rate_note(dossier.book, dossier.facts.annual_revenue_currency) if MONEY_FACTS & one.seen.keys() else "",
        "url": topic_url(dossier.company, topic) if topic else "",
        "topic_title": text(f"topics.{topic.id}.title") if topic else "",
    }


def sections_view(dossier: Dossier) -> list[dict[str, Any]]:
    """Every criterion by stage; those that do not concern this company stand apart."""
    found = []
    for stage in dossier.book.stages:
        rows = [criterion_view(dossier, one) for one in dossier.explanations if one.criterion.stage == stage.id]
        applicable = [row for row in rows if row["status"] != "not_applicable"]
        if rows:
            found.append(
                {
                    "id": stage.id,
                    "title": text(f"stages.{stage.id}.title"),
                    "rows": applicable,
                    "others": [row for row in rows if row["status"] == "not_applicable"],
                    "points": sum(row["points"] for row in applicable),
                    "weight": sum(row["weight"] for row in applicable),
                    "open_count": sum(row["tone"] in ("bad", "unknown") for row in applicable),
                }
            )
    return found


def estimate_view(dossier: Dossier) -> dict[str, Any]:
    estimate, estimator = dossier.judgement.estimate, engine_of(dossier.book).estimator
    longest = max(high for _, _, high in estimate.stages)
    return {
        "note": text("rulebook.estimate_note"),
        "base": {
            "approval": percent(dossier.book.estimation.base_rate),
            "days": days(dossier.book.estimation.base_days),
            "sources": sources(dossier.book.estimation.base_source),
        },
        "approval_bar": range_bar(*estimate.approval, 1),
        "stages": [
            {
                "title": text(f"stages.{stage.id}.title"),
                "low": days(low),
                "mid": days(mid),
                "high": days(high),
                "bar": range_bar(low, mid, high, longest),
                "sources": sources(stage.source),
                "refused": percent(stage.refused) if stage.refused else "",
            }
            for stage, (low, mid, high) in zip(estimator.stages, estimate.stages, strict=True)
        ],
        "factors": [
            {
                "title": text(f"factors.{one.factor.id}"),
                "effect": one.effect,
                "shift": _shift(one.effect, one.shift),
                "helps": (one.shift > 0) == (one.effect == "approval"),
                "sources": sources(one.factor.source),
            }
            for one in dossier.effects
        ],
    }


def _shift(effect: str, shift: float) -> str:
    sign = "+" if shift > 0 else "−" if shift < 0 else "±"
    return f"{sign}{percent(abs(shift)) if effect == 'approval' else days(abs(shift))}"


def history_view(points: Sequence[ScorePoint]) -> dict[str, Any] | None:
    """Chart and table of the score's history; None before the first score."""
    if not points:
        return None
    line = history_line([one.at.timestamp() for one in points], [one.score for one in points])
    return {"line": line, "rows": [_history_row(one) for one in reversed(points)]}


def _history_row(point: ScorePoint) -> dict[str, Any]:
    return {
        "at": point.at,
        "score": point.score,
        "verdict": text(f"verdicts.{point.verdict}.title"),
        "coverage": known_share(point.coverage),
        "blockers": point.blocker_count,
        "version": point.rulebook_version,
    }
