"""topics.yaml, documents.yaml and sectors.yaml: what is asked of whom."""

from __future__ import annotations

from .conditions import DOCUMENT_FIELDS
from .errors import nearest
from .load_context import Context
from .model import DocumentNeed, Question, Sector, Stage, Topic
from .source import Entry
from .vocabulary import SHEETS

ROOMS = ("documents", "templates")
FILE_TYPES = ("table", "text")


def read_topics(context: Context, stages: tuple[Stage, ...]) -> tuple[Topic, ...]:
    file = context.entry("topics.yaml")
    seen: set[str] = set()
    asked: set[str] = set()
    topics = [_topic(context, row, stage.id, seen, asked) for stage in stages for row in file.rows(stage.id).entries()]
    file.close()
    for fact in context.vocabulary.facts.values():
        if fact.group in SHEETS and fact.name not in asked:
            file.fail(f"no topic asks for the fact '{fact.name}'")
    return tuple(topics)


def _topic(context: Context, row: Entry, stage: str, seen: set[str], asked: set[str]) -> Topic:
    topic = Topic(
        id=context.unique(row, seen),
        stage=stage,
        sheet=row.text("sheet", ""),
        room=row.text("room", ""),
        minutes=row.take("minutes", int),
        when=context.conditions.read_optional(row, "when"),
        questions=tuple(_question(context, one) for one in row.rows("questions", ()).entries()) if row.has("questions") else (),
    )
    if topic.room and topic.room not in ROOMS:
        row.fail(f"room should be one of {', '.join(ROOMS)}", "room")
    for question in topic.questions:
        group = context.vocabulary.facts[question.fact].group
        if group != topic.sheet:
            row.fail(f"'{question.fact}' is kept on the sheet '{group}', not on '{topic.sheet}'", "questions")
        if question.fact in asked:
            row.fail(f"'{question.fact}' is asked twice", "questions")
        asked.add(question.fact)
    for part in ("title", "intro", "at_hand"):
        context.need_text(f"topics.{topic.id}.{part}", row)
    row.close()
    return topic


def _question(context: Context, row: Entry) -> Question:
    fact = row.text("fact")
    if fact not in context.vocabulary.facts:
        row.fail(f"unknown fact '{fact}'{nearest(fact, context.vocabulary.facts)}", "fact")
    for part in ("question", "hint", "why"):
        context.need_text(f"facts.{fact}.{part}", row)
    question = Question(fact, context.conditions.read_optional(row, "when"))
    row.close()
    return question


def read_documents(context: Context, stages: tuple[Stage, ...]) -> tuple[DocumentNeed, ...]:
    seen: set[str] = set()
    stage_ids = {stage.id for stage in stages}
    return tuple(_need(context, row, stage_ids, seen) for row in context.rows("documents.yaml").entries())


def _need(context: Context, row: Entry, stage_ids: set[str], seen: set[str]) -> DocumentNeed:
    need = DocumentNeed(
        kind=row.text("kind"),
        stage=row.text("stage"),
        source=context.source(row),
        when=context.conditions.read_optional(row, "when"),
        fields=row.texts("fields", ()),
        figures=row.texts("figures", ()),
        group=row.text("some_of", "") or row.text("one_of", ""),
        takes=row.texts("takes", ()),
    )
    row.taken.add("one_of")
    for one in set(need.takes) - set(FILE_TYPES):
        row.fail(f"'{one}' is no type of file{nearest(one, FILE_TYPES)}", "takes")
    vocabulary = context.vocabulary
    if need.kind not in vocabulary.document_kinds:
        context.unknown(row, "kind", need.kind, vocabulary.document_kinds)
    if need.kind in seen:
        row.fail(f"'{need.kind}' is named twice", "kind")
    seen.add(need.kind)
    if need.stage not in stage_ids:
        context.unknown(row, "stage", need.stage, stage_ids)
    for name in need.fields:
        if name not in DOCUMENT_FIELDS:
            row.fail(f"unknown document field '{name}'{nearest(name, DOCUMENT_FIELDS)}", "fields")
    for name in need.figures:
        if name not in vocabulary.document_figures:
            row.fail(f"unknown document figure '{name}'{nearest(name, vocabulary.document_figures)}", "figures")
    context.need_text(f"document_kinds.{need.kind}.what", row)
    row.close()
    return need


def read_sectors(context: Context) -> dict[str, Sector]:
    known = context.vocabulary.facts["sector"].values
    sectors = {}
    for row in context.rows("sectors.yaml").entries():
        sector = Sector(row.text("id"), context.source(row), context.number(row, "approval_rate", None), row.text("document", ""))
        if sector.id not in known:
            row.fail(f"unknown sector '{sector.id}'{nearest(sector.id, known)}", "id")
        context.need_text(f"sectors.{sector.id}", row)
        row.close()
        sectors[sector.id] = sector
    return sectors
