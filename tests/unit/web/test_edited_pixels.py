"""The pixels of a turned and cropped photo are those that Pillow's turn and crop of the master have."""

import io
from collections.abc import Callable
from itertools import product
from random import Random
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat
from web_service.adapters.images.pillow_image_processor import PillowImageProcessor
from web_service.domain.images.edit import SIDE_MIN, Crop, Size, Turn, edit_of
from web_service.domain.images.keys import MASTER_SIDE
from web_service.domain.images.upload import SIZE_MAX, ProcessedImage

from tests.unit.web.photos import MARKS, saved

pytestmark = pytest.mark.slow

SIZES = [(101, 167), (640, 479), (1001, 333), (333, 1601), (2561, 1707)]  # odd ones, and one that its master reduces
TURNS: tuple[Turn, ...] = (0, 90, 180, 270)
# What Pillow does, counter-clockwise as it counts.
BY_PILLOW: dict[int, Any] = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
GENERATIONS, LOSS_MAX = 8, 3.0  # edits one after the other, and the mean difference of a colour's 255 steps after them


def picture(width: int, height: int) -> Image.Image:
    """Return an image no two parts of which are alike."""
    across, down = Image.linear_gradient("L").rotate(90), Image.linear_gradient("L")
    rings = Image.radial_gradient("L")
    return Image.merge("RGB", [band.resize((width, height)) for band in (across, down, rings)])


def opened(processed: ProcessedImage, name: str = "master.jpg") -> Image.Image:
    return Image.open(io.BytesIO(next(file.content for file in processed.files if file.name == name))).convert("RGB")


def master_of(width: int, height: int) -> bytes:
    processed = PillowImageProcessor().process(saved(picture(width, height), "PNG"))
    return next(file.content for file in processed.files if file.name == "master.jpg")


def noise_of(width: int, height: int) -> bytes:
    """Return a master that loses more by compression than any photo does."""
    grain = (width // 8, height // 8)
    noise = Image.frombytes("RGB", grain, Random(1).randbytes(3 * grain[0] * grain[1]))
    processed = PillowImageProcessor().process(saved(noise.resize((width, height)), "PNG"))
    return next(file.content for file in processed.files if file.name == "master.jpg")


def crops(chance: Random, width: int, height: int, least: int) -> list[Crop | None]:
    """Return no crop, the smallest one in each of two corners, and two of any size."""
    found: list[Crop | None] = [None]
    found += [Crop(left=at * (width - least), top=at * (height - least), width=least, height=least) for at in (0, 1)]
    for _ in range(2):
        wide, high = chance.randint(least, width), chance.randint(least, height)
        left, top = chance.randint(0, width - wide), chance.randint(0, height - high)
        found.append(Crop(left=left, top=top, width=wide, height=high))
    return found


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the mean difference of the colours, of 255 steps."""
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


@pytest.mark.parametrize("size", SIZES)
def test_every_turn_and_crop_has_the_pixels_of_pillow(size: tuple[int, int]) -> None:
    width, height = size
    content = master_of(width, height)
    master = Image.open(io.BytesIO(content)).convert("RGB")
    least = -(-SIDE_MIN * max(2560, width, height) // 2560)
    chance = Random(f"{size}")
    for turn in TURNS:
        turned = master.transpose(BY_PILLOW[turn]) if turn else master
        wide, high = (height, width) if turn in {90, 270} else (width, height)
        for crop in crops(chance, wide, high, least):
            if not turn and crop in {None, Crop(left=0, top=0, width=wide, height=high)}:
                continue
            edit = edit_of(Size(width=width, height=height), turn, crop)
            processed = PillowImageProcessor().process(content, edit)
            box = crop or Crop(left=0, top=0, width=wide, height=high)
            across, down = turned.width / wide, turned.height / high
            exact = (box.left * across, box.top * down, (box.left + box.width) * across, (box.top + box.height) * down)
            kept = tuple(round(edge) for edge in exact)
            if turned.size == (wide, high):
                assert edit.box(Size(width=wide, height=high)) == kept
            wanted = turned.crop(edit.box(Size(width=turned.width, height=turned.height)))
            assert (processed.info.width, processed.info.height) == wanted.size
            assert opened(processed).size == wanted.size
            assert difference(opened(processed), wanted) < 1, (size, turn, crop)  # of another turn: 30 and more
            for side in (320, 800, 1600):
                webp = opened(processed, f"{side}.webp")
                assert webp.width == round(wanted.width * min(side / wanted.width, 4 * side / wanted.height, 1))
                assert difference(webp, wanted.resize(webp.size)) < 3, (size, turn, crop, side)


@pytest.mark.parametrize(("turn", "corner"), [(0, (0.1, 0.1)), (90, (0.9, 0.1)), (180, (0.9, 0.9)), (270, (0.1, 0.9))])
def test_a_turn_is_clockwise(turn: Turn, corner: tuple[float, float]) -> None:
    """The corner that was at the upper left is then where a clock's hand would have taken it."""
    marked = Image.new("RGB", (300, 201), "white")
    marked.paste("red", (0, 0, 60, 60))
    crop = None if turn else Crop(left=0, top=0, width=299, height=201)
    edit = edit_of(Size(width=300, height=201), turn, crop)
    found = opened(PillowImageProcessor().process(saved(marked, "PNG"), edit))
    red, green, blue = found.getpixel((int(found.width * corner[0]), int(found.height * corner[1])))  # type: ignore[misc]
    assert (red > 200, green < 60, blue < 60) == (True, True, True)


@pytest.mark.parametrize("draw", [master_of, noise_of])
def test_little_is_lost_over_many_edits(draw: Callable[[int, int], bytes]) -> None:
    """Each edit is one more generation of a JPEG; four quarter turns end with the photo as it was, but for that."""
    content = draw(640, 427)
    first = Image.open(io.BytesIO(content)).convert("RGB")
    for _ in range(GENERATIONS):
        with Image.open(io.BytesIO(content)) as now:
            edit = edit_of(Size(width=now.width, height=now.height), 90, None)
        content = PillowImageProcessor().process(content, edit).files[0].content
    last = Image.open(io.BytesIO(content)).convert("RGB")
    assert difference(first, last) < LOSS_MAX


def test_an_edited_master_is_never_too_large_to_be_moderated_and_edited_again() -> None:
    noise = Image.frombytes("RGB", (MASTER_SIDE, MASTER_SIDE), Random(1).randbytes(MASTER_SIDE * MASTER_SIDE * 3))
    edit = edit_of(Size(width=MASTER_SIDE, height=MASTER_SIDE), 180, None)
    master = PillowImageProcessor().process(saved(noise, "JPEG", quality=95), edit).files[0]
    assert len(master.content) < SIZE_MAX


def test_an_edited_photo_is_made_of_the_same_bytes_each_time() -> None:
    content = master_of(640, 479)
    for turn, crop in product(TURNS, (Crop(left=3, top=5, width=201, height=333), None)):
        if turn in {90, 270}:
            edit = edit_of(Size(width=640, height=479), turn, crop)
            again = [PillowImageProcessor().process(content, edit).files for _ in range(2)]
            assert again[0] == again[1]
            assert not [mark for file in again[0] for mark in MARKS if mark in file.content]
