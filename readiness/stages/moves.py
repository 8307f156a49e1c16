"""Lawful moves of an application and of each of its stages. The database refuses any other (migration lawful_moves).

Going back (BACKWARD) is lawful and needs a reason.
"""

from __future__ import annotations

from readiness.enums import ApplicationStatus as A
from readiness.enums import StageStatus as S

STAGE_MOVES: dict[str, tuple[str, ...]] = {
    S.NOT_STARTED: (S.WAITING, S.IN_REVIEW),
    S.WAITING: (S.IN_REVIEW, S.INFORMATION_ASKED, S.PASSED, S.REFUSED),
    S.IN_REVIEW: (S.INFORMATION_ASKED, S.PASSED, S.REFUSED),
    S.INFORMATION_ASKED: (S.IN_REVIEW, S.PASSED, S.REFUSED),
    S.PASSED: (S.IN_REVIEW,),
    S.REFUSED: (S.WAITING,),
}
APPLICATION_MOVES: dict[str, tuple[str, ...]] = {
    A.PREPARING: (A.SUBMITTED, A.WITHDRAWN),
    A.SUBMITTED: (A.ACTIVE, A.REFUSED, A.WITHDRAWN),
    A.REFUSED: (A.SUBMITTED, A.BLACKLISTED, A.WITHDRAWN),
    A.ACTIVE: (A.SUSPENDED, A.WITHDRAWN),
    A.SUSPENDED: (A.ACTIVE, A.COOLING_DOWN, A.BLACKLISTED),
    A.COOLING_DOWN: (A.ACTIVE, A.BLACKLISTED),
    A.BLACKLISTED: (A.WITHDRAWN,),
    A.WITHDRAWN: (),
}
BACKWARD = frozenset({(S.PASSED, S.IN_REVIEW), (S.REFUSED, S.WAITING)})
# Nothing more comes after these.
CLOSED = frozenset({A.WITHDRAWN, A.BLACKLISTED})


def stage_moves(status: str) -> tuple[str, ...]:
    return STAGE_MOVES.get(status, ())


def application_moves(status: str) -> tuple[str, ...]:
    return APPLICATION_MOVES.get(status, ())


def hand_moves(status: str) -> tuple[str, ...]:
    """What a person records of an application as a whole: being submitted has a page of its own, and the stages say the rest."""
    if status == A.SUBMITTED:
        return (A.WITHDRAWN,)
    return tuple(one for one in application_moves(status) if one not in (A.SUBMITTED, A.REFUSED))


def is_backward(before: str, after: str) -> bool:
    return (before, after) in BACKWARD


def lawful_rows() -> list[tuple[str, str, str]]:
    """(kind, before, after) of every lawful move, as the database keeps them."""
    tables = (("stage", STAGE_MOVES), ("application", APPLICATION_MOVES))
    return [(kind, str(before), str(after)) for kind, table in tables for before, afters in table.items() for after in afters]
