"""The vault on an S3-compatible store: the same files, whole or not at all, and ciphertext only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.storage import storages

from documents import vault
from documents.actions.upkeep import stored_names
from documents.vault import Sealing, opened
from tests.documents.object_store import BUCKET, Store, object_store


@pytest.fixture
def store(settings: LazySettings, tmp_path: Path) -> Iterator[Store]:
    with object_store() as running:
        options = {"bucket_name": BUCKET, "endpoint_url": running.url, "region_name": "eu", "access_key": "key", "secret_key": "secret"}
        papers = {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {**options, "location": "papers", "file_overwrite": True, "addressing_style": "path"},
        }
        settings.VAR_DIR, settings.PAPERS_KEYRING = tmp_path, ""
        settings.STORAGES = {**settings.STORAGES, "papers": papers}
        yield running
        storages["papers"].connection.meta.client.close()


@pytest.mark.parametrize("size", [1, 100_000, 12 * 2**20])
def test_file_goes_there_and_back(store: Store, size: int) -> None:
    data = b"passport " * (size // 9 + 1)
    sealing = Sealing("1|file")
    for first in range(0, len(data), 65_536):
        sealing.write(data[first : first + 65_536])
    sealed = sealing.finish()
    (kept,) = store.objects.values()
    assert b"passport" not in kept
    with opened(sealed, "1|file") as plain:
        assert plain.read() == data
    assert list(stored_names()) == [sealed.name]
    vault.storage().delete(sealed.name)
    assert store.objects == {}


def test_abandoned_upload_leaves_nothing(store: Store) -> None:
    sealing = Sealing("1|file")
    sealing.write(bytes(20 * 2**20))
    sealing.abandon()
    assert (store.objects, store.parts) == ({}, {})
