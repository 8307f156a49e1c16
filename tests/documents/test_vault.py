"""Files in the vault: whole and the owner's, or nothing; and no plain byte beside them."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from documents import vault
from documents.vault import Sealed, Sealing, opened, rewrap
from readiness import keyring
from readiness.keyring import Unsealable

SECRET = b"passport 123456789 " * 1000
OWNER = "7|a-file"


@pytest.fixture(autouse=True)
def own_vault(tmp_path: Path, settings: LazySettings) -> Path:
    settings.VAR_DIR = tmp_path
    settings.PAPERS_KEYRING = ""
    papers = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "papers")}}
    settings.STORAGES = {**settings.STORAGES, "papers": papers}
    return tmp_path


def seal(data: bytes = SECRET, owner: str = OWNER) -> Sealed:
    sealing = Sealing(owner)
    for first in range(0, len(data), 65_536):
        sealing.write(data[first : first + 65_536])
    return sealing.finish()


def plain(sealed: Sealed, owner: str = OWNER) -> bytes:
    with opened(sealed, owner) as stream:
        return stream.read()


def ciphertext(sealed: Sealed) -> Path:
    return Path(vault.storage().path(sealed.name))


@pytest.mark.parametrize("size", [0, 1, 65_536, 2**20 - 1, 2**20, 3 * 2**20 + 7])
def test_what_was_sealed_is_opened(size: int) -> None:
    data = bytes(range(256)) * (size // 256 + 1)
    sealed = seal(data[:size])
    assert (plain(sealed), sealed.size_bytes) == (data[:size], size)


def test_nothing_on_the_disk_is_plain(own_vault: Path) -> None:
    sealed = seal()
    kept = [path for path in own_vault.rglob("*") if path.is_file()]
    assert ciphertext(sealed) in kept
    assert not any(b"passport" in path.read_bytes() for path in kept)


def test_only_we_may_read_what_lies_there(own_vault: Path) -> None:
    files = [ciphertext(seal()), own_vault / "papers_keyring"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in files] == [0o600, 0o600]


def test_file_of_another_is_not_opened() -> None:
    with pytest.raises(Unsealable):
        plain(seal(), "8|a-file")


def test_swapped_files_are_not_opened() -> None:
    mine, theirs = seal(), seal(owner="8|b-file")
    with pytest.raises(Unsealable):
        plain(replace(mine, name=theirs.name))


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_changed_ciphertext_is_not_opened(data: st.DataObject) -> None:
    sealed = seal()
    path = ciphertext(sealed)
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    changes = [
        whole[:place] + bytes([whole[place] ^ data.draw(st.integers(1, 255))]) + whole[place + 1 :],
        whole[:place],
        whole + whole[place:],
    ]
    path.write_bytes(data.draw(st.sampled_from(changes)))
    with pytest.raises(Unsealable):
        plain(sealed)


def test_abandoned_upload_leaves_nothing() -> None:
    sealing = Sealing(OWNER)
    sealing.write(SECRET)
    sealing.abandon()
    assert not Path(vault.storage().path(sealing.name)).exists()


def test_new_master_key_opens_what_the_old_one_wrapped() -> None:
    sealed = seal()
    keyring.put_first(keyring.new_line())
    again = rewrap(sealed, OWNER)
    assert again.key_id != sealed.key_id
    assert plain(sealed) == plain(again) == SECRET
    keyring.keep_only_first()
    assert plain(again) == SECRET
    with pytest.raises(Unsealable):
        plain(sealed)


@pytest.mark.parametrize("ring", ["nonsense", "id not-base64!", "id QUJD", "\n \n"])
def test_unusable_keyring_says_what_was_expected(ring: str, settings: LazySettings) -> None:
    settings.PAPERS_KEYRING = ring
    with pytest.raises(ImproperlyConfigured, match="lines of an id and a base64 keyset"):
        vault.keyring()
