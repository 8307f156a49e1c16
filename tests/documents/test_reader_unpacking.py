"""Streams are unpacked in small steps, and never past the limit."""

from __future__ import annotations

import tracemalloc
import zlib

import pytest

from documents.reader.unpacking import MAX_STREAM, TooMuch, unpacked_size
from tests.documents.drawing import deflated_zeros

MIB = 1024 * 1024


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_bomb_is_noticed_without_being_unpacked(layers: int) -> None:
    packed = deflated_zeros(1_900)
    for _ in range(layers - 1):
        packed = zlib.compress(packed, 9)
    tracemalloc.start()
    with pytest.raises(TooMuch):
        unpacked_size(packed, layers)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 8 * MIB


@pytest.mark.parametrize("layers", [0, 1, 2])
def test_size_of_the_last_layer(layers: int) -> None:
    packed = bytes(5 * MIB)
    for _ in range(layers):
        packed = zlib.compress(packed)
    assert unpacked_size(packed, layers) == 5 * MIB


def test_the_limit_itself_is_allowed() -> None:
    assert unpacked_size(deflated_zeros(MAX_STREAM // MIB), 1) == MAX_STREAM


@pytest.mark.parametrize("data", [b"", b"no zlib", zlib.compress(bytes(MIB))[:-20]])
def test_broken_streams_are_left_to_others(data: bytes) -> None:
    assert unpacked_size(data, 1) <= MIB
