"""Photos and scans that are images: size by the header first, then resolution, sharpness, and a clean copy for preview."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageFilter, ImageOps, ImageStat

from documents.media import JPEG, MAX_PIXELS
from documents.readings import DpiBasis, Page, Refusal, RefusalCode, TextBasis

MM_PER_INCH: Final = 25.4
A4_LONG_INCHES: Final = 297 / MM_PER_INCH
CAMERA_DEFAULTS: Final = frozenset({72, 96})  # written by every camera and screen, measured by none
PLAUSIBLE_DPI: Final = range(100, 2401)
SHARP_ACROSS: Final = 1_000
LAPLACE_SCALE: Final = 4  # keeps the answer within a byte
LAPLACE: Final = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=LAPLACE_SCALE, offset=128)
X_RESOLUTION, RESOLUTION_UNIT, ORIENTATION, CENTIMETRES = 0x011A, 0x0128, 0x0112, 3
SIDEWAYS: Final = range(5, 9)
FORMATS: Final = {True: ("JPEG", "MPO"), False: ("PNG",)}
ENDS: Final = {True: b"\xff\xd9", False: b"IEND\xaeB`\x82"}
TAIL: Final = 64 * 1024
BOMB_WORDS: Final = ("Decompressed data too large", "Too much memory")

Image.MAX_IMAGE_PIXELS = None  # we look at the header ourselves, with our own limit


def read_image(data: bytes, media_type: str) -> Page | Refusal:
    is_jpeg = media_type == JPEG
    end = ENDS[is_jpeg]
    broken = RefusalCode.DAMAGED if end in data[-TAIL:] else RefusalCode.TRUNCATED
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS[is_jpeg])
        wide, high = image.size
        if wide * high > MAX_PIXELS:
            return Refusal(RefusalCode.TOO_MANY_PIXELS, {"pixels": wide * high})
        if broken is RefusalCode.TRUNCATED:
            return Refusal(broken, {})
        dpi = tagged_dpi(image)
        if image.getexif().get(ORIENTATION) in SIDEWAYS:
            wide, high = high, wide
        sharp = sharpness(upright(image, (SHARP_ACROSS, SHARP_ACROSS)))
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, TypeError, KeyError, IndexError) as error:
        if any(words in str(error) for words in BOMB_WORDS):
            return Refusal(RefusalCode.TOO_COMPLEX, {})
        return Refusal(RefusalCode.TRUNCATED if "truncated" in str(error) else broken, {})
    basis = DpiBasis.TAG if dpi else DpiBasis.ASSUMED_A4
    dpi = dpi or max(1, round(max(wide, high) / A4_LONG_INCHES))
    across, along = round(wide / dpi * MM_PER_INCH, 1), round(high / dpi * MM_PER_INCH, 1)
    return Page(1, across, along, dpi, basis, sharp, "", TextBasis.NONE)


def tagged_dpi(image: Image.Image) -> int | None:
    """Of the file's own tags, the coarser direction; None for what cameras write without measuring."""
    exif = image.getexif()
    per_inch = 2.54 if exif.get(RESOLUTION_UNIT) == CENTIMETRES else 1.0
    told = image.info.get("dpi")
    written = [min(told) if isinstance(told, tuple) and told else None, exif.get(X_RESOLUTION)]
    found = (_whole(value, factor) for value, factor in zip(written, (1.0, per_inch), strict=True))
    return next((dpi for dpi in found if dpi in PLAUSIBLE_DPI and dpi not in CAMERA_DEFAULTS), None)


def _whole(value: object, factor: float) -> int:
    try:
        return round(float(value) * factor)  # type: ignore[arg-type]
    except (TypeError, ValueError, ArithmeticError):
        return 0


def upright(image: Image.Image, most: tuple[int, int] | None = None) -> Image.Image:
    """Decoded and turned as the camera was held; a JPEG comes no larger than needed for `most`."""
    if most is not None and image.format in ("JPEG", "MPO"):
        image.draft("L" if image.mode == "L" else "RGB", most)
    image.load()
    return ImageOps.exif_transpose(image) or image


def grey(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits
        image = image.convert("I").point(lambda value: value * (1 / 256))
    return image.convert("L")


def sharpness(image: Image.Image) -> float:
    """Variance of the Laplacian of the image in grey, 1,000 pixels across."""
    small = grey(image)
    if small.width != SHARP_ACROSS:
        small = small.resize((SHARP_ACROSS, max(3, min(8_000, round(small.height * SHARP_ACROSS / small.width)))), reducing_gap=2.0)
    edges = small.filter(LAPLACE).crop((1, 1, small.width - 1, small.height - 1))
    return round(ImageStat.Stat(edges).var[0] * LAPLACE_SCALE**2, 1)


def clean_png(image: Image.Image, *, most_across: int, most_along: int) -> bytes:
    """A new picture of the same pixels: without tags, profiles, remarks or transparency."""
    image.thumbnail((most_across, most_along))
    if image.mode in ("RGBA", "LA", "PA", "P"):
        layer = image.convert("RGBA")
        image = Image.new("RGB", layer.size, "white")
        image.paste(layer, mask=layer.getchannel("A"))
    elif image.mode != "L":
        image = grey(image) if image.mode.startswith("I") else image.convert("RGB")
    image.info = {}
    target = io.BytesIO()
    image.save(target, "PNG", compress_level=4)
    return target.getvalue()


def picture(data: bytes, media_type: str, *, most_across: int, grey: bool) -> bytes:
    """A clean copy for preview or for the recognition of text."""
    image = Image.open(io.BytesIO(data), formats=FORMATS[media_type == JPEG])
    if image.width * image.height > MAX_PIXELS:
        raise ValueError("too many pixels")
    found = upright(image, (most_across, most_across))
    return clean_png(found.convert("L") if grey else found, most_across=most_across, most_along=2 * most_across)
