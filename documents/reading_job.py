"""Reads a waiting file: opens it in memory, hands it to the reader's child process, keeps what came of it."""

from __future__ import annotations

import datetime as dt
import logging

from django.utils import timezone
from django_scopes import scope

from readiness.keyring import Unsealable
from readiness.models import CompanyProfile
from readiness.rulebook import current_rulebook

from .actions.files import MAX_ATTEMPTS, claim_file, keep_reading, refuse_file
from .judging import judge
from .models import PaperFile
from .reader import read_file
from .reader.answer import to_plain
from .readings import Reading, Refusal, RefusalCode
from .requirements import allowed_types, languages_of
from .vault import in_memory

log = logging.getLogger(__name__)


def run_reading(*, file_id: str) -> None:
    """A file that cannot be read at all, whatever the reason, ends as refused: it never stays waiting for ever."""
    file = claim_file(file_id=file_id)
    if file is None:
        return
    if file.attempts > MAX_ATTEMPTS:  # whoever read it before did not live to tell
        with scope(workspace=file.company.workspace_id):
            refuse_file(file=file, refusal=Refusal(RefusalCode.TOO_COMPLEX, {}))
        return
    with scope(workspace=file.company.workspace_id), timezone.override(file.company.workspace.time_zone):
        today = timezone.localdate()
        try:
            found = _read(file, today)
        except (OSError, Unsealable) as error:
            log.exception("file %s cannot be opened", file.pk)
            if file.attempts < MAX_ATTEMPTS:
                return  # its lease runs out, and the sweep tries again
            found = Refusal(RefusalCode.DAMAGED, {"error": type(error).__name__})
        if isinstance(found, Refusal):
            refuse_file(file=file, refusal=found)
        else:
            keep_reading(
                file=file, reading=found, told=to_plain(found), judged=judge(found, kind=file.kind, company=file.company, today=today)
            )


def _read(file: PaperFile, today: dt.date) -> Reading | Refusal:
    with in_memory(file.sealed, file.owner) as path:
        return read_file(
            path,
            file_name=file.name,
            allowed=allowed_types(current_rulebook(), file.kind),
            languages=languages_of(_country(file)),
            today=today,
        )


def _country(file: PaperFile) -> str | None:
    profile = CompanyProfile.objects.filter(company=file.company).first()
    return str(profile.country) if profile and profile.country else None
