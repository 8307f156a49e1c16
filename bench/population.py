"""Fills the benchmark's own database with dossiers: a thousand different ones, copied inside the database to the number asked."""

from __future__ import annotations

from decimal import Decimal

from django.db import connection, models, transaction
from django_scopes import scopes_disabled

from documents.models import Document as DocumentRow
from readiness.models import Company, Workspace
from readiness.rulebook import Document, current_rulebook
from scoring.facts import SHEETS
from scoring.reading import facts_of_sheet
from templates_mgr.enums import Category, Purpose, Variant
from templates_mgr.models import MessageTemplate

from .dossiers import Chance

DIFFERENT = 1000
DOCUMENTS, TEMPLATES = 12, 10
TEXT_OF_BODY = "Hello {{1}}, your order {{2}} left our warehouse today and arrives on {{3}}. Reply STOP to hear no more of it. "


@scopes_disabled()
@transaction.atomic
def populate(count: int) -> None:
    """`count` companies (1,000, or a multiple) with 12 documents and 10 templates each, none of them scored yet."""
    workspace = Workspace.objects.create(slug="bench", name="Bench")
    chance = Chance(current_rulebook())
    companies = [
        Company(pk=number, workspace=workspace, slug=f"company-{number}", name=f"Company {number}") for number in range(1, DIFFERENT + 1)
    ]
    Company.objects.bulk_create(companies)
    for group, model in SHEETS.items():
        names = facts_of_sheet(group)
        model.objects.bulk_create(model(company=company, **chance.values(names)) for company in companies)  # type: ignore[attr-defined]
    DocumentRow.objects.bulk_create(_paper(company, one) for company in companies for one in chance.documents(DOCUMENTS))
    MessageTemplate.objects.bulk_create(_template(company, number, chance) for company in companies for number in range(TEMPLATES))
    multiply(count // DIFFERENT)


@scopes_disabled()
def multiply(times: int) -> None:
    """Copies each company and all that is kept of it, inside the database, until there are `times` as many."""
    for model in (Company, *SHEETS.values(), DocumentRow, MessageTemplate):
        if times > 1:
            _multiply(model, times)


def settle() -> None:
    """Statistics and clean pages, so that the next measurement does not pay for the last."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("ANALYZE")


def _paper(company: Company, one: Document) -> DocumentRow:
    figures = {name: str(value) if isinstance(value, Decimal) else value for name, value in one.figures.items()}
    expires = one.expires_on if one.expires_on is None or one.issued_on is None or one.expires_on >= one.issued_on else None
    return DocumentRow(
        company=company,
        kind=one.kind,
        status=one.status,
        dpi=one.dpi,
        issued_on=one.issued_on,
        expires_on=expires,
        months_covered=one.months_covered,
        figures=figures,
    )


def _template(company: Company, number: int, chance: Chance) -> MessageTemplate:
    pick = chance.random.choice
    return MessageTemplate(
        company=company,
        name=f"message_{number}",
        language=pick(("en", "it", "id", "zh_CN")),
        category=pick(Category.values),
        purpose=pick(Purpose.values),
        variant=pick(Variant.values),
        body=TEXT_OF_BODY,
        lint_errors=pick((0,) * 60 + (1,)),
    )


def _multiply(model: type[models.Model], times: int) -> None:
    """Company by company, with keys and slugs of their own."""
    table, key = model._meta.db_table, model._meta.pk.column
    shifted = {"company_id": f"company_id + {DIFFERENT} * step.n", "slug": "slug || '-' || step.n"}
    if key == "id":
        shifted["id"] = f"id + {model._base_manager.count()} * step.n"
    columns = [field.column for field in model._meta.concrete_fields]
    values = ", ".join(shifted.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    steps = f"WITH RECURSIVE step(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n + 1 < {times})"
    with connection.cursor() as cursor:
        cursor.execute(f"{steps} INSERT INTO {table} ({names}) SELECT {values} FROM step, {table} ORDER BY step.n, {table}.{key}")
