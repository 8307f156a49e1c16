"""How much the streams of a PDF unpack to, found out in small steps: 650 bytes may stand for two gigabytes.

Pictures are bounded by their width and height instead.
"""

from __future__ import annotations

import zlib
from typing import Any, Final

import pikepdf

MAX_STREAM: Final = 64 * 1024 * 1024
MAX_FILE: Final = 256 * 1024 * 1024
BLOCK: Final = 256 * 1024


class TooMuch(MemoryError):
    """A stream, or all together, unpack to more than a paper needs."""


def check_streams(pdf: pikepdf.Pdf) -> None:
    """TooMuch; streams that cannot be unpacked are left to whoever needs them."""
    total = 0
    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream) and found.get("/Subtype") != "/Image":
            total += unpacked_size(found.read_raw_bytes(), _flate_layers(found))
            if total > MAX_FILE:
                raise TooMuch


def _flate_layers(stream: Any) -> int:
    """How many times in a row it is packed."""
    filters = stream.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    layers = [name in ("/FlateDecode", "/Fl") for name in names]
    return layers.index(False) if False in layers else len(layers)


def unpacked_size(data: bytes, layers: int) -> int:
    """Bytes of the last layer; TooMuch as soon as any layer is beyond MAX_STREAM. Only the layers between are kept."""
    for layer in range(layers):
        keep = layer < layers - 1
        unpacker, parts, size = zlib.decompressobj(), [], 0
        while data and not unpacker.eof:
            try:
                part = unpacker.decompress(data, BLOCK)
            except zlib.error:
                return size
            data, size = unpacker.unconsumed_tail, size + len(part)
            if size > MAX_STREAM:
                raise TooMuch
            if keep:
                parts.append(part)
            if not part and not data:
                break
        if not keep:
            return size
        data = b"".join(parts)
    return len(data)
