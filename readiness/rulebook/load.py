"""Reads the YAML of one rulebook folder and checks every name, source, figure, text and weight. Pure: no clock, no database."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from .derived import Reference
from .errors import RulebookError
from .load_checklist import read_documents, read_sectors, read_topics
from .load_context import Context
from .load_estimate import read_estimation
from .load_judgement import read_criteria, read_edition, read_stages
from .load_knowledge import read_cases, read_costs, read_lint_words, read_metrics, read_providers, read_renewals
from .load_sources import read_guide, read_meta, read_reference
from .model import Rulebook
from .texts import read_texts
from .vocabulary import read_vocabulary

FOLDER = Path(__file__).parent


@cache
def current_rulebook() -> Rulebook:
    """The edition in force, read once a process. RulebookError names file, line and what was expected."""
    return load_rulebook(FOLDER)


def load_rulebook(folder: Path) -> Rulebook:
    vocabulary = read_vocabulary(folder / "facts.yaml")
    guide = read_guide(folder)
    meta_sources, meta_notes = read_meta(folder, guide)
    context = Context(folder, vocabulary, guide, meta_sources, read_texts(folder / "texts"))
    context.check_vocabulary_sources()
    edition, stage_weights, verdicts, changelog = read_edition(context)
    stages = read_stages(context)
    criteria = read_criteria(context, stages, stage_weights)
    documents = read_documents(context, stages)
    criterion_ids = {criterion.id for criterion in criteria}
    reference: Reference = read_reference(context)
    estimation = read_estimation(context, stages)
    factor_ids = {factor.id for group in estimation.groups for factor in group}
    book = Rulebook(
        **edition,
        changelog=changelog,
        vocabulary=vocabulary,
        reference=reference,
        guide=guide,
        meta_sources=meta_sources,
        meta_notes=meta_notes,
        stages=stages,
        stage_weights=stage_weights,
        criteria=criteria,
        verdicts=verdicts,
        topics=read_topics(context, stages),
        documents=documents,
        sectors=read_sectors(context),
        estimation=estimation,
        providers=read_providers(context),
        costs=read_costs(context),
        metrics=read_metrics(context, criterion_ids),
        renewals=read_renewals(context),
        lint_words=read_lint_words(context),
        cases=read_cases(context, criterion_ids, factor_ids),
        texts=context.texts,
    )
    for note in meta_notes:
        context.need_text(f"meta_notes.{note.id}", folder / "meta.yaml")
    return book


__all__ = ["RulebookError", "current_rulebook", "load_rulebook"]
