"""What is done to all files of the house from time to time: new master keys, orphans, checks of another day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from documents.enums import FileState
from documents.models import DocumentVersion, PaperFile
from documents.vault import keyring, rewrap, storage

from .rejudging import judge_again

CHUNK = 500
YOUNG = dt.timedelta(hours=24)  # an upload under way has a file and no row yet


def rewrap_all() -> int:
    """Wraps every file's key by the first key of the ring, in chunks; safe to stop and run again, and beside readers."""
    done, primary = 0, keyring().primary_id
    with scopes_disabled():  # master keys are the house's, not a workspace's
        while files := list(PaperFile.objects.exclude(key_id=primary).exclude(state=FileState.REFUSED).defer("reading")[:CHUNK]):
            for file in files:
                fresh = rewrap(file.sealed, file.owner)
                file.key_id, file.wrapped_key = fresh.key_id, fresh.wrapped_key
            PaperFile.objects.bulk_update(files, ["key_id", "wrapped_key"])
            done += len(files)
    return done


def files_under_old_keys() -> int:
    with scopes_disabled():  # as above
        return PaperFile.objects.exclude(key_id=keyring().primary_id).exclude(state=FileState.REFUSED).count()


def orphans(*, older_than: dt.timedelta = YOUNG) -> list[str]:
    """Names in the storage that no row speaks of: uploads that were cut off."""
    limit, papers = timezone.now() - older_than, storage()
    old = {name for name in stored_names() if papers.get_modified_time(name) < limit}
    with scopes_disabled():  # a file without a row belongs to nobody
        return sorted(old - set(PaperFile.objects.exclude(state=FileState.REFUSED).values_list("storage_name", flat=True)))


def remove_orphans(*, older_than: dt.timedelta = YOUNG) -> int:
    found = orphans(older_than=older_than)
    for name in found:
        storage().delete(name)
    return len(found)


def missing() -> list[str]:
    """Ids of files whose bytes are gone."""
    there = set(stored_names())
    with scopes_disabled():  # a look over the whole house
        rows = PaperFile.objects.exclude(state=FileState.REFUSED).values_list("pk", "storage_name")
        return [str(pk) for pk, name in rows if name not in there]


def stored_names() -> Iterator[str]:
    papers = storage()
    try:
        folders, _ = papers.listdir("")
    except FileNotFoundError:  # nothing was ever uploaded
        return
    for folder in folders:
        yield from (f"{folder}/{name}" for name in papers.listdir(folder)[1])


def recheck(*, most: int = CHUNK) -> int:
    """Checks the newest version of papers again whose last check is of an earlier day: dates pass by themselves."""
    with scopes_disabled():  # by ids alone; each paper then names its workspace
        stale = DocumentVersion.objects.filter(checked_on__lt=timezone.localdate()).select_related("document__company__workspace")
        newest = stale.exclude(document__versions__number__gt=F("number")).order_by("checked_on")[:most]
        found = list(newest)
    for version in found:
        company = version.document.company
        with scope(workspace=company.workspace_id), transaction.atomic():
            judge_again(version.document, timezone.localdate())
    return len(found)
