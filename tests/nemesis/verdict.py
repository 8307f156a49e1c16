"""What the sinks say: lost, doubled, early, after a cancellation, and how late."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from .workload import Planted

LONGEST_LAG_SECONDS = 120.0
# The sink notes the moment of the statement, the row the moment of its due time: one clock, the database's.
CLOCK_SLACK_SECONDS = 0.0


@dataclass(frozen=True)
class Verdict:
    planned: int
    lost: int
    doubled: int
    early: int
    after_cancel: int
    lag_p99: float
    mails_lost: int
    mails_doubled: int
    mails_repeated: int

    @property
    def is_good(self) -> bool:
        wrong = self.lost + self.doubled + self.early + self.after_cancel + self.mails_lost + self.mails_doubled
        return self.planned > 0 and wrong == 0 and self.lag_p99 <= LONGEST_LAG_SECONDS

    def __str__(self) -> str:
        return " ".join(f"{name}={value:.1f}" if isinstance(value, float) else f"{name}={value}" for name, value in vars(self).items())


def judge(planted: Planted, delivered: list[tuple[str, float]], mails: dict[str, set[str]], repeated: int, *, with_mails: bool) -> Verdict:
    """`mails`: Message-IDs by reminder key; `repeated`: mails that came twice under one Message-ID, which SMTP cannot rule out."""
    counts = Counter(key for key, _ in delivered)
    lags = sorted(at - planted.due[key] for key, at in delivered if key in planted.due)
    wanted_mails = planted.mails - planted.paused if with_mails else set()
    return Verdict(
        planned=len(planted.due),
        lost=len(planted.expected - set(counts)),
        doubled=sum(count - 1 for count in counts.values()),
        early=sum(lag < -CLOCK_SLACK_SECONDS for lag in lags),
        after_cancel=len(planted.paused & (set(counts) | set(mails))),
        lag_p99=lags[int(0.99 * (len(lags) - 1))] if lags else 0.0,
        mails_lost=len(wanted_mails - set(mails)),
        mails_doubled=sum(len(ids) - 1 for ids in mails.values()),
        mails_repeated=repeated,
    )
