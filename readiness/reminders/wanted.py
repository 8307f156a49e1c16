"""One reminder that is wanted, whoever gets it and on whatever channel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple


class Audience(StrEnum):
    """APPLICANTS: those to whom the company is named; the reviewers where there is none. REVIEWERS: owners and consultants."""

    APPLICANTS = "applicants"
    REVIEWERS = "reviewers"
    MANAGERS = "managers"


class Wanted(NamedTuple):
    """`deadline` is a day, or an aware moment; `before` says how long ahead of it this one falls: days of a day, hours of a moment.

    `catches_up`: still worth saying when it is planned after its time; of several of one deadline the last one is then said.
    `facts`: plain JSON that the sentence names. `in_app_only`: never by mail. (A tuple: a night makes millions of them.)
    """

    kind: str
    subject_type: str
    subject_id: int
    workspace_id: int
    company_id: int | None
    deadline: dt.date
    before: int
    audience: Audience
    facts: Mapping[str, Any]
    catches_up: bool = True
    in_app_only: bool = False

    @property
    def is_moment(self) -> bool:
        return isinstance(self.deadline, dt.datetime)

    @property
    def cycle(self) -> str:
        """Names deadline and lead, so that a moved deadline is another reminder and the same one is never planned twice."""
        if isinstance(self.deadline, dt.datetime):
            return f"{self.deadline.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S}/{self.before}"
        return f"{self.deadline.isoformat()}/{self.before}"

    @property
    def about(self) -> tuple[str, int, str, dt.date]:
        """What several reminders of one deadline have in common."""
        return self.subject_type, self.subject_id, self.kind, self.deadline
