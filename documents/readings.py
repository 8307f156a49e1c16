"""What the reader saw in a file: plain, frozen, and the same on both sides of the child process's pipe.

Nothing here judges. A value that could not be read is None or empty, never a guess: the checks answer "a person must look".
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class DpiBasis(StrEnum):
    """How the resolution was found: images placed on a PDF page, the photo's own tag, or an A4 sheet taken for granted."""

    PLACED = "placed"
    TAG = "tag"
    ASSUMED_A4 = "assumed_a4"


class TextBasis(StrEnum):
    EMBEDDED = "embedded"
    OCR = "ocr"
    NONE = "none"


class RefusalCode(StrEnum):
    """Why a file is not taken at all; each has its own sentence in the texts of the rulebook."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"  # no type that we take
    NAME_DISAGREES = "name_disagrees"  # a .pdf that is a JPEG
    NOT_FOR_KIND = "not_for_kind"  # a spreadsheet where a scan is needed
    DAMAGED = "damaged"
    TRUNCATED = "truncated"
    PASSWORD = "password"  # noqa: S105 - a reason, not a secret
    NO_PAGES = "no_pages"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_COMPLEX = "too_complex"  # needed more memory than a reader may have
    TOO_SLOW = "too_slow"  # needed more time than a reader may have
    ACTIVE_CONTENT = "active_content"  # JavaScript, Launch, embedded files, macros
    POLYGLOT = "polyglot"  # two types in one file


@dataclass(frozen=True, slots=True)
class Page:
    """`number` from 1. `dpi`: least effective dots per inch of the images that make up the page; None when it has none.

    `sharpness`: variance of the Laplacian of the page's image in grey, scaled to 1,000 pixels across; None without an image.
    """

    number: int
    width_mm: float
    height_mm: float
    dpi: int | None
    dpi_basis: DpiBasis | None
    sharpness: float | None
    text: str
    text_basis: TextBasis


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as written in the file; `role`: issued, expires, birth, or empty when the words around it do not say."""

    day: dt.date
    role: str
    written: str
    page: int


@dataclass(frozen=True, slots=True)
class FoundText:
    """A company name, an account or a registration number; `kind`: company, account, registration, regulator, signatory."""

    kind: str
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Mrz:
    """The machine-readable zone of a passport or identity card (ICAO Doc 9303); `valid` when every check digit fits."""

    format: str  # TD1 | TD2 | TD3
    document_number: str
    names: str
    country: str
    birth_on: dt.date | None
    expires_on: dt.date | None
    valid: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Totals of a spreadsheet: rows of data, the days they cover, and what its columns add up to."""

    rows: int
    columns: tuple[str, ...]
    first_day: dt.date | None
    last_day: dt.date | None
    months_covered: int | None
    amount_total: Decimal | None
    online_share: Decimal | None


@dataclass(frozen=True, slots=True)
class Reading:
    media_type: str
    size_bytes: int
    sha256: str
    pages: tuple[Page, ...]
    language: str
    dates: tuple[FoundDate, ...]
    texts: tuple[FoundText, ...]
    mrz: Mrz | None
    table: Table | None
    signature_fields: int
    ocr_available: bool

    @property
    def dpi(self) -> int | None:
        """Least over the pages that have images; None when none has."""
        return min((page.dpi for page in self.pages if page.dpi is not None), default=None)


@dataclass(frozen=True, slots=True)
class Refusal:
    """`seen`: what was measured, by name with its unit (`pages`, `size_bytes`, `pixels`, `media_type`, `expected`)."""

    code: RefusalCode
    seen: dict[str, str | int]
