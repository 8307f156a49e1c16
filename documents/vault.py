"""Files as ciphertext: a key for each file, wrapped by the keyring. What lies in the storage is of no use without the keyring.

Streaming AEAD of Tink (AES-256-GCM-HKDF, 1 MiB segments): cut off, changed, swapped or appended ciphertext is an error, not a file.
The wrapped key stands in the file's row, so that a new master key re-wraps rows and touches no file.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

import tink
from django.core.files.storage import Storage, storages
from tink import aead, proto_keyset_format, streaming_aead

from readiness.keyring import Keyring, Unsealable, read_keyring

CHUNK_BYTES = 1 << 20
TEMPLATE = streaming_aead.streaming_aead_key_templates.AES256_GCM_HKDF_1MB


@dataclass(frozen=True, slots=True)
class Sealed:
    """Where the ciphertext lies and what opens it; `sha256` and `size_bytes` are of the plain bytes."""

    name: str
    key_id: str
    wrapped_key: bytes
    size_bytes: int
    sha256: str


def storage() -> Storage:
    return storages["papers"]


@cache
def _registered() -> None:
    aead.register()
    streaming_aead.register()


def keyring() -> Keyring:
    _registered()
    return read_keyring()


class NoRoom(OSError):
    """The storage takes no more."""


class Sealing:
    """Encrypts what is written, as it comes; memory holds one segment. `owner` binds the file to whose it is."""

    def __init__(self, owner: str) -> None:
        self.ring, self.owner = keyring(), owner.encode()
        self.name = f"{secrets.token_hex(1)}/{secrets.token_hex(20)}"
        self.size_bytes, self._digest = 0, hashlib.sha256()
        self._key = tink.new_keyset_handle(TEMPLATE)
        self._target = _create(self.name)
        try:
            self._stream = self._key.primitive(streaming_aead.StreamingAead).new_encrypting_stream(self._target, self.owner)
        except (tink.TinkError, OSError) as error:
            self.abandon()
            raise NoRoom from error

    def write(self, data: bytes) -> None:
        """NoRoom: a full disk, as the storage says it or as Tink does."""
        try:
            self._stream.write(data)
        except (tink.TinkError, OSError) as error:
            raise NoRoom from error
        self._digest.update(data)
        self.size_bytes += len(data)

    def finish(self) -> Sealed:
        try:
            self._stream.close()
        except (tink.TinkError, OSError) as error:
            raise NoRoom from error
        wrapped = proto_keyset_format.serialize_encrypted(self._key, self.ring.primary, self.owner)
        return Sealed(self.name, self.ring.primary_id, wrapped, self.size_bytes, self._digest.hexdigest())

    def abandon(self) -> None:
        """Leaves nothing behind."""
        with suppress(Exception):  # a full disk may refuse the last segment; the file goes anyway
            self._target.close()
        storage().delete(self.name)


def room_bytes() -> int | None:
    """What is free on the disk of the vault; None where the storage is no disk of ours."""
    with suppress(NotImplementedError, FileNotFoundError):
        root = Path(storage().path(""))
        while not root.exists():
            root = root.parent
        return shutil.disk_usage(root).free
    return None


def _create(name: str) -> BinaryIO:
    """A file in the storage to write to; on a disk its folder is made, and only we may read it."""
    with suppress(NotImplementedError):
        path = Path(storage().path(name))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    return storage().open(name, "wb")  # type: ignore[return-value]


@contextmanager
def opened(sealed: Sealed, owner: str) -> Iterator[BinaryIO]:
    """The plain bytes as a stream. Unsealable when it is not `owner`'s, or not whole."""
    try:
        key = proto_keyset_format.parse_encrypted(sealed.wrapped_key, keyring().of(sealed.key_id), owner.encode())
        with (
            storage().open(sealed.name, "rb") as ciphertext,
            key.primitive(streaming_aead.StreamingAead).new_decrypting_stream(ciphertext, owner.encode()) as plain,
        ):
            yield plain
    except (tink.TinkError, KeyError) as error:
        raise Unsealable(str(error)) from error


@contextmanager
def in_memory(sealed: Sealed, owner: str) -> Iterator[Path]:
    """The plain file under a path that exists in memory only, for a reader that wants a path. Unsealable."""
    handle = os.memfd_create("paper", os.MFD_CLOEXEC)
    try:
        with opened(sealed, owner) as plain, os.fdopen(os.dup(handle), "wb") as target:
            while chunk := plain.read(CHUNK_BYTES):
                target.write(chunk)
        yield Path(f"/proc/self/fd/{handle}")
    finally:
        os.close(handle)


def rewrap(sealed: Sealed, owner: str) -> Sealed:
    """The same file with its key wrapped by the keyring's first key."""
    ring = keyring()
    key = proto_keyset_format.parse_encrypted(sealed.wrapped_key, ring.of(sealed.key_id), owner.encode())
    wrapped = proto_keyset_format.serialize_encrypted(key, ring.primary, owner.encode())
    return Sealed(sealed.name, ring.primary_id, wrapped, sealed.size_bytes, sealed.sha256)
