"""Templates judged by an earlier edition of the rules are judged again."""

from __future__ import annotations

from django.db import transaction
from django_scopes import scope, scopes_disabled

from readiness.actions.companies import mark_dirty
from templates_mgr.linting import edition
from templates_mgr.models import MessageTemplate

from .texts import judge_text

CHUNK = 200


def relint(*, most: int = CHUNK) -> int:
    """How many were judged again; what is left is for the next call."""
    with scopes_disabled():  # by ids alone; each template then names its workspace
        stale = MessageTemplate.objects.exclude(linted_with=edition()).order_by("pk")
        found = list(stale.values_list("pk", "company__workspace")[:most])
    for pk, workspace in found:
        with scope(workspace=workspace):
            _judge(pk)
    return len(found)


@transaction.atomic
def _judge(pk: int) -> None:
    template = MessageTemplate.objects.select_for_update(of=("self",)).select_related("company").filter(pk=pk).first()
    if template is None:
        return
    before = template.lint_errors
    judge_text(template)
    template.save(update_fields=["lint_errors", "verdict", "linted_with", "body"])
    if template.lint_errors != before:
        mark_dirty(template.company)
