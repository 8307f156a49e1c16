"""The master keys: they wrap the keys of files, and seal tokens. The first wraps, all of them unwrap.

Kept as lines `id base64-keyset`, newest first: in PAPERS_KEYRING of the environment, else in a file made once under var/.
It is not in the database, so that neither a dump of it nor the storage opens anything.
"""

from __future__ import annotations

import base64
import binascii
import io
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile

import tink
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from tink import aead, cleartext_keyset_handle


@dataclass(frozen=True, slots=True)
class Keyring:
    keys: tuple[tuple[str, aead.Aead], ...]

    @property
    def primary_id(self) -> str:
        return self.keys[0][0]

    @property
    def primary(self) -> aead.Aead:
        return self.keys[0][1]

    def of(self, key_id: str) -> aead.Aead:
        """KeyError for a key that is not on the ring."""
        return dict(self.keys)[key_id]


@dataclass(frozen=True, slots=True)
class SealedText:
    """Ciphertext of a short secret under the key `key_id` of the ring."""

    key_id: str
    ciphertext: bytes


class Unsealable(Exception):
    """The ciphertext, its key or its owner is not what was sealed."""


@cache
def _registered() -> None:
    aead.register()


def read_keyring() -> Keyring:
    _registered()
    return _parsed(settings.PAPERS_KEYRING or _kept())


def seal(text: str, owner: str) -> SealedText:
    """A secret that only its `owner` (whatever names the row that keeps it) opens again."""
    ring = read_keyring()
    return SealedText(ring.primary_id, ring.primary.encrypt(text.encode(), owner.encode()))


def unseal(sealed: SealedText, owner: str) -> str:
    """Unsealable where the key is gone, or the row is not the owner's."""
    try:
        return read_keyring().of(sealed.key_id).decrypt(sealed.ciphertext, owner.encode()).decode()
    except (tink.TinkError, KeyError) as error:
        raise Unsealable(f"sealed under {sealed.key_id}") from error


def new_line() -> str:
    """A new master key as a line of the ring."""
    _registered()
    kept = io.BytesIO()
    handle = tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM)
    cleartext_keyset_handle.write(tink.BinaryKeysetWriter(kept), handle)
    return f"{secrets.token_hex(4)} {base64.b64encode(kept.getvalue()).decode()}"


def put_first(line: str) -> None:
    """Makes a new key the one that wraps; the others go on unwrapping."""
    _replace(f"{line}\n{_kept()}")


def keep_only_first() -> None:
    _replace(_kept().splitlines()[0] + "\n")


def _path() -> Path:
    return Path(settings.VAR_DIR) / "papers_keyring"


def _kept() -> str:
    """The ring under var/, made once and whole: of two processes that start together, one links its file and both read that one."""
    path = _path()
    if not path.exists():
        with NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as draft, suppress(FileExistsError):
            draft.write(new_line() + "\n")
            draft.flush()
            os.fsync(draft.fileno())
            os.link(draft.name, path)
    return path.read_text(encoding="ascii")


def _replace(text: str) -> None:
    draft = _path().with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(_path())


@lru_cache(maxsize=4)
def _parsed(text: str) -> Keyring:
    try:
        lines = [line.split() for line in text.splitlines() if line.strip()]
        return Keyring(tuple((key_id, _key(keyset)) for key_id, keyset in lines) or _nothing())
    except (ValueError, binascii.Error, tink.TinkError) as error:
        raise ImproperlyConfigured("the keyring of papers should be lines of an id and a base64 keyset, newest first") from error


def _nothing() -> tuple[tuple[str, aead.Aead], ...]:
    raise ValueError("no key")


def _key(keyset: str) -> aead.Aead:
    handle = cleartext_keyset_handle.read(tink.BinaryKeysetReader(base64.b64decode(keyset, validate=True)))
    return handle.primitive(aead.Aead)
