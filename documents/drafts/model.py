"""A draft as plain data: what it says, block by block, and what the company has still to fill in.

Both writers (PDF, DOCX) take a `Draft` and know nothing of the company; both print blanks as they stand here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import ClassVar, NamedTuple

BLANK = "_" * 18


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSubject:
    """What is known of the company for its papers: None, or an empty tuple, where not known.

    Names of facts are those of `Facts`: shares from 0 to 1, `*_ms` milliseconds, `*_gb` gigabytes, countries ISO 3166 alpha-2.
    `on`: the day that the papers carry. `purposes`, `template_categories`, `languages`: codes of the message templates, or words.
    """

    on: dt.date
    # The company and its people
    legal_name: str | None = None
    registration_number: str | None = None
    address: str | None = None
    country: str | None = None
    operations_country: str | None = None
    sector: str | None = None
    business_model: str | None = None
    place: str | None = None
    signatory_name: str | None = None
    signatory_role: str | None = None
    applicant_name: str | None = None
    applicant_role: str | None = None
    technical_contact_name: str | None = None
    technical_contact_role: str | None = None
    privacy_contact: str | None = None
    support_contact: str | None = None
    # The number (E.164) and the provider
    number: str | None = None
    number_country: str | None = None
    number_is_virtual: bool | None = None
    number_operator: str | None = None
    number_reason: str | None = None
    provider_name: str | None = None
    # What is sent, and how people agree
    purposes: tuple[str, ...] = ()
    template_categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    monthly_messages: int | None = None
    daily_interactions: int | None = None
    templates_prepared: int | None = None
    opt_in_collected: bool | None = None
    opt_in_method: str | None = None
    opt_out_offered: bool | None = None
    opt_out_method: str | None = None
    human_handover: bool | None = None
    support_team: int | None = None
    privacy_policy_url: str | None = None
    retention_period: str | None = None
    crm: str | None = None
    helpdesk: str | None = None
    # The server
    hosting: str | None = None
    callback_url: str | None = None
    server_cpu_cores: int | None = None
    server_ram_gb: Decimal | None = None
    tls_version: str | None = None
    callback_concurrent_requests: int | None = None
    callback_error_rate: Decimal | None = None
    callback_peak_ms: Decimal | None = None
    template_variable_error_rate: Decimal | None = None
    api_calls_capacity_month: int | None = None


class Role(StrEnum):
    """What a run of words is: our wording, a value of the company, or a blank to fill in."""

    WORDS = "words"
    VALUE = "value"
    BLANK = "blank"


class Run(NamedTuple):
    text: str
    role: Role = Role.WORDS


Runs = tuple[Run, ...]


class Blank(NamedTuple):
    """`name`: field of `DraftSubject`; `label`: what to fill in, in the language of the draft."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Heading:
    form: ClassVar[str] = "heading"
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    form: ClassVar[str] = "paragraph"
    runs: Runs

    @property
    def is_one_blank(self) -> bool:
        """Nothing but a blank: the company writes here at length."""
        return [run.role for run in self.runs] == [Role.BLANK]


@dataclass(frozen=True, slots=True)
class Notice:
    """To whoever uses the draft, not part of what it says."""

    form: ClassVar[str] = "notice"
    runs: Runs


@dataclass(frozen=True, slots=True)
class Bullets:
    form: ClassVar[str] = "bullets"
    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One value beside its label; `value` None is a blank."""

    form: ClassVar[str] = "row"
    label: str
    value: str | None


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Who signs, and empty lines to be signed by hand. Never parted from its closing words."""

    form: ClassVar[str] = "signature"
    closing: str
    rows: tuple[FieldRow, ...]
    lines: tuple[str, ...]


Block = Heading | Paragraph | Notice | Bullets | FieldRow | SignatureBlock


@dataclass(frozen=True, slots=True)
class Draft:
    """`company`: its legal name, empty while not known. `blanks`: what is still missing, each once, in reading order."""

    kind: str
    language: str
    title: str
    blocks: tuple[Block, ...]
    company: str
    on: dt.date
    blanks: tuple[Blank, ...]

    @property
    def full_title(self) -> str:
        return f"{self.title} – {self.company}" if self.company else self.title

    def groups(self) -> Iterator[tuple[str, list[Block]]]:
        """Blocks by form, neighbours of one form together: rows that follow each other are one table."""
        for form, blocks in groupby(self.blocks, key=lambda block: block.form):
            yield form, list(blocks)
