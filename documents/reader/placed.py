"""Resolution of a PDF page: dots per inch of the images as they are placed on it.

Counted are the pictures that make up the page: an image, or neighbours that touch (a scan in strips), of at least a quarter of its area;
a logo on a page of text is not counted. Neighbours count the least. Where layers lie over one another (a coarse background under a fine
mask, as copiers make them), the finest counts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pikepdf

MIN_SHARE: Final = 0.25
MAX_DEPTH: Final = 8
MAX_IMAGES: Final = 300
MAX_STEPS: Final = 200_000
COVERED: Final = 0.9
TOUCH_POINTS: Final = 1.5
POINTS_PER_INCH: Final = 72
OPERATORS: Final = "q Q cm Do"

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
UPRIGHT: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Placed:
    """`box` in points, as left, bottom, right, top; `dpi` along the coarser side; `pixels` of the image itself."""

    box: Box
    dpi: float
    pixels: int

    @property
    def area(self) -> float:
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])


def page_dpi(images: list[Placed], page_box: Box) -> int | None:
    """None for a page that is not made of images."""
    area = (page_box[2] - page_box[0]) * (page_box[3] - page_box[1])
    inside = [one for one in (_clipped(image, page_box) for image in images) if one.area > 0]
    counted = [one for one in inside if one.area >= area * MIN_SHARE]
    small = [one for one in inside if one.area < area * MIN_SHARE]
    if sum(one.area for one in small) >= area * MIN_SHARE:
        for patch in _patches(sorted(small, key=lambda one: -one.area)[:MAX_IMAGES]):
            if sum(one.area for one in patch) >= area * MIN_SHARE:
                counted += patch
    finest = [max(other.dpi for other in counted if _covers(other, one)) for one in counted]
    return round(min(finest)) if finest else None


def placed_images(page: Any) -> list[Placed]:
    """Every image that the page draws, also through forms inside forms; `page` is pikepdf's."""
    return list(_walk(page.obj, page.obj.get("/Resources"), UPRIGHT, 0, [0]))


def _walk(stream: Any, resources: Any, matrix: Matrix, depth: int, steps: list[int]) -> Iterator[Placed]:
    objects = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if depth > MAX_DEPTH or not isinstance(objects, pikepdf.Dictionary) or not len(objects):
        return
    stack: list[Matrix] = []
    for step in pikepdf.parse_content_stream(stream, OPERATORS):
        operands: Any = step.operands
        steps[0] += 1
        if steps[0] > MAX_STEPS:
            return
        match str(step.operator):
            case "q":
                stack.append(matrix)
            case "Q" if stack:
                matrix = stack.pop()
            case "cm" if len(operands) == 6:
                matrix = _times(_matrix(operands), matrix)
            case "Do" if operands:
                yield from _draw(objects.get(str(operands[0])), resources, matrix, depth, steps)


def _draw(drawn: Any, resources: Any, matrix: Matrix, depth: int, steps: list[int]) -> Iterator[Placed]:
    if not isinstance(drawn, pikepdf.Stream):
        return
    if drawn.get("/Subtype") == "/Image":
        if image := _placed(drawn, matrix):
            yield image
    elif drawn.get("/Subtype") == "/Form":
        own = _matrix(drawn.get("/Matrix")) if "/Matrix" in drawn else UPRIGHT
        yield from _walk(drawn, drawn.get("/Resources", resources), _times(own, matrix), depth + 1, steps)


def _placed(image: Any, matrix: Matrix) -> Placed | None:
    a, b, c, d, e, f = matrix
    wide, high = math.hypot(a, b), math.hypot(c, d)
    if not (0.01 < wide < 1e6 and 0.01 < high < 1e6):
        return None
    sizes = [pixel_size(one) for one in (image, image.get("/SMask"), image.get("/Mask")) if isinstance(one, pikepdf.Stream)]
    across, down = max(sizes, key=lambda size: size[0] * size[1])
    corners = [(e, f), (e + a, f + b), (e + c, f + d), (e + a + c, f + b + d)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    dpi = min(across / wide, down / high) * POINTS_PER_INCH
    return Placed((min(xs), min(ys), max(xs), max(ys)), dpi, across * down)


def pixel_size(image: Any) -> tuple[int, int]:
    return max(0, int(image.get("/Width", 0))), max(0, int(image.get("/Height", 0)))


def _matrix(values: Any) -> Matrix:
    numbers = [float(value) for value in values]
    if len(numbers) != 6 or not all(math.isfinite(one) for one in numbers):
        return UPRIGHT
    return (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _clipped(image: Placed, page: Box) -> Placed:
    left, bottom, right, top = image.box
    box = (max(left, page[0]), max(bottom, page[1]), min(right, page[2]), min(top, page[3]))
    return Placed((box[0], box[1], max(box[0], box[2]), max(box[1], box[3])), image.dpi, image.pixels)


def _covers(over: Placed, under: Placed) -> bool:
    return _common(over.box, under.box) >= COVERED * under.area


def _common(one: Box, two: Box) -> float:
    wide, high = min(one[2], two[2]) - max(one[0], two[0]), min(one[3], two[3]) - max(one[1], two[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _patches(images: list[Placed]) -> list[list[Placed]]:
    """Groups of images that touch."""
    patches: list[list[Placed]] = []
    for image in images:
        near = [patch for patch in patches if any(_touch(image.box, other.box) for other in patch)]
        joined = [image, *(one for patch in near for one in patch)]
        patches = [patch for patch in patches if patch not in near] + [joined]
    return patches


def _touch(one: Box, two: Box) -> bool:
    apart_across = max(one[0], two[0]) - min(one[2], two[2])
    apart_along = max(one[1], two[1]) - min(one[3], two[3])
    return apart_across <= TOUCH_POINTS and apart_along <= TOUCH_POINTS
