"""Who may do what, in one table: a change of a right is a change of this file."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from readiness.enums import Permission, RoleName
from readiness.models import Membership
from readiness.roles import ROLES
from tests.cast import Cast, membership_of

RIGHTS = {
    "owner": {"read", "answer", "review", "report", "add-company"},
    "consultant": {"read", "answer", "review", "report", "add-company"},
    "applicant": {"read", "answer", "report"},
    "manager": {"read", "report"},
}


def test_rights_of_each_role() -> None:
    assert {str(name): {str(one) for one in role.permissions} for name, role in ROLES.items()} == RIGHTS


def test_every_role_and_every_right_is_used() -> None:
    assert set(ROLES) == set(RoleName)
    assert {str(one) for one in Permission} == set.union(*RIGHTS.values())


def test_only_applicants_see_named_companies_only() -> None:
    assert [name for name, role in ROLES.items() if role.named_companies_only] == [RoleName.APPLICANT]


@pytest.mark.parametrize("language", ["en", "it"])
def test_each_role_has_a_sentence_of_its_own(language: str) -> None:
    with translation.override(language):
        sentences = {str(role.sentence) for role in ROLES.values()}
    assert len(sentences) == len(ROLES)
    assert all(sentence.endswith(".") for sentence in sentences)


def test_database_knows_no_other_role(cast: Cast) -> None:
    membership = membership_of(cast.north, cast.north.manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=membership.pk).update(role="admin")
