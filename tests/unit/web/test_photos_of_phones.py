"""Photos as phones and browsers know them: turned by the same metadata, with a film behind, cut at the end, AVIF."""

import io
import random
import struct
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from PIL import Image
from web_service.adapters.images.pillow_decoder import SCANS_MAX
from web_service.adapters.images.pillow_image_processor import PillowImageProcessor
from web_service.domain.images.image import RejectionCode
from web_service.domain.images.upload import SIZE_MAX, ImageRejected, ProcessedImage

from tests.unit.web import photos
from tests.unit.web.photos import quarters, saved
from tests.unit.web.turned import CORNERS, all_turned, avif, corners

pytestmark = pytest.mark.slow

END = b"\xff\xd9"
RANDOM = random.Random(20261129)


def processed(content: bytes) -> ProcessedImage:
    return PillowImageProcessor().process(content)


def refused(content: bytes) -> RejectionCode | None:
    try:
        processed(content)
    except ImageRejected as error:
        return error.rejection.code
    return None


def test_photos_are_turned_as_a_browser_turns_them() -> None:
    others = {}
    for photo in all_turned():
        done = processed(photo.content)
        shown = Image.open(io.BytesIO(done.files[1].content)).convert("RGB")
        if ((done.info.width, done.info.height), corners(shown, shown.size)) != (photo.size, CORNERS[photo.shown]):
            others[photo.name] = corners(shown, shown.size)
    assert not others


# --- What follows the picture ---
def noise(width: int = 96, height: int = 80) -> Image.Image:
    """Return a picture in which every byte counts, the same whichever tests ran before."""
    return Image.frombytes("RGB", (width, height), random.Random(20261129).randbytes(3 * width * height))


def film(size: int) -> bytes:
    """Return a film that has the marks of a JPEG in it, far more often than a picture may have scans."""
    marks = (b"\xff\xda", END, b"\xff\xd8\xff", b"\xff\xc0\0\x11", b"\xff\xe1\xff\xff")
    some = b"".join(mark + RANDOM.randbytes(40) for mark in marks * SCANS_MAX)
    return b"\0\0\0\x20ftypmp42" + some * (size // len(some) + 1)


JPEGS: dict[str, dict[str, Any]] = {
    "baseline": {"quality": 90},
    "optimized": {"quality": 90, "optimize": True},
    "progressive": {"quality": 90, "progressive": True},
    "all colours": {"quality": 95, "subsampling": 0},
    "with restarts": {"quality": 90, "restart_marker_blocks": 4},
}
PICTURES: dict[str, Callable[[], Image.Image]] = {
    "noise": noise,
    "quarters": lambda: quarters(96, 80),
    "grey": lambda: quarters(96, 80).convert("L"),
    "CMYK": lambda: quarters(96, 80).convert("CMYK"),
    "one pixel": lambda: Image.new("RGB", (1, 1), photos.RED),
    "flat": lambda: Image.new("RGB", (160, 160), photos.WHITE),
}
FORMS = list(product(PICTURES, JPEGS))
ids = pytest.mark.parametrize(("picture", "form"), FORMS, ids=[", ".join(form) for form in FORMS])


def jpeg(picture: str, form: str) -> bytes:
    return saved(PICTURES[picture](), "JPEG", **JPEGS[form])


@ids
def test_what_follows_a_picture_does_not_matter(picture: str, form: str) -> None:
    content = jpeg(picture, form)
    alone = processed(content)
    for behind in (film(20_000), b"\0" * 5000, content, content[: len(content) // 2], b"\xff"):
        assert processed(content + behind) == alone


def test_a_photo_with_a_film_of_fourteen_megabytes_is_accepted() -> None:
    content = photos.with_segment(b"http://ns.adobe.com/xap/1.0/\0<x GCamera:MotionPhoto='1'/>")
    moving = content + film(14_000_000)[: 14_500_000 - len(content)]
    assert moving.count(b"\xff\xda") > SCANS_MAX
    assert len(moving) <= SIZE_MAX
    assert processed(moving) == processed(content)


def test_a_photo_with_further_pictures_and_a_film_is_accepted() -> None:
    content = photos.several_pictures()
    assert processed(content + film(20_000)) == processed(content)


def test_a_thumbnail_in_the_metadata_is_not_taken_for_the_picture() -> None:
    thumbnail = saved(quarters(16, 12), "JPEG") * 40
    content = photos.with_segment(b"Exif\0\0" + thumbnail)
    assert processed(content + film(20_000)) == processed(saved(quarters(), "JPEG", quality=95))


def test_scans_of_the_picture_are_counted() -> None:
    content = photos.many_scans()
    assert refused(content) is RejectionCode.DAMAGED
    assert refused(content.removesuffix(END)) is RejectionCode.DAMAGED


# --- What is missing at the end ---
@ids
def test_a_whole_picture_without_its_end_marker_is_accepted(picture: str, form: str) -> None:
    content = jpeg(picture, form)
    assert content.endswith(END)
    for cut in (content[:-1], content[:-2], content[:-2] + b"\0" * 100):
        assert processed(cut) == processed(content)


@pytest.mark.parametrize("form", JPEGS)
@pytest.mark.parametrize("picture", ["noise", "quarters", "grey", "CMYK"])
def test_a_picture_without_all_its_pixels_is_refused(picture: str, form: str) -> None:
    """Except for a few bytes of the last block: what is tried in their place may happen to show the same."""
    content, chance = jpeg(picture, form), random.Random(f"{picture} {form}")
    pixels = content.index(b"\xff\xda") + 14
    lengths = {len(content) - 12, len(content) - 40, *(chance.randrange(2, len(content) - 40) for _ in range(12))}
    accepted = [at for at in sorted(lengths | {pixels}) if refused(content[:at]) is None]
    assert accepted == []


def test_a_progressive_picture_that_lacks_a_scan_is_refused() -> None:
    content = jpeg("noise", "progressive")
    scans = [at for at in range(len(content)) if content[at : at + 2] == b"\xff\xda"]
    tables = [content.rindex(b"\xff\xc4", 0, scan) for scan in scans[1:]]
    assert len(scans) > 5
    assert {refused(content[:at]) for at in (*scans[1:], *tables)} == {RejectionCode.DAMAGED}


# --- AVIF, and its neighbours ---
def with_brands(major: bytes, *others: bytes) -> bytes:
    return struct.pack(">L", 16 + 4 * len(others)) + b"ftyp" + major + bytes(4) + b"".join(others) + bytes(600)


@pytest.mark.parametrize(
    ("image", "options"),
    [
        (quarters(), {"quality": 90}),
        (quarters(), {"quality": 90, "subsampling": "4:4:4", "range": "limited"}),
        (quarters().convert("RGBA"), {"quality": 90}),
        (quarters(), {"quality": 90, "exif": photos.exif(1), "xmp": photos.XMP}),
        (quarters(), {"quality": 90, "icc_profile": b"no profile"}),
        (quarters(), {"quality": 90, "save_all": True, "append_images": [quarters()]}),
    ],
)
def test_an_avif_is_accepted_with_its_colours(image: Image.Image, options: dict[str, Any]) -> None:
    done = processed(saved(image, "AVIF", speed=10, **options))
    for file in done.files:
        shown = Image.open(io.BytesIO(file.content)).convert("RGB")
        assert corners(shown, shown.size) == CORNERS[1]
        assert [mark for mark in photos.MARKS if mark in file.content] == []


def test_an_avif_with_broken_exif_is_accepted() -> None:
    content = saved(quarters(), "AVIF", speed=10, exif=photos.exif(1))
    assert content.count(b"MM\0*\0\0\0\x08") == 1
    for broken in (b"no exif!", b"MM\0*\xff\xff\xff\xff", bytes(8)):
        assert processed(content.replace(b"MM\0*\0\0\0\x08", broken)) == processed(content)


def test_a_transparent_avif_stands_on_white() -> None:
    content = saved(Image.new("RGBA", (200, 100), (0, 0, 0, 0)), "AVIF", speed=10)
    shown = Image.open(io.BytesIO(processed(content).files[0].content)).convert("RGB")
    assert corners(shown, shown.size) == "WWWW"


def test_an_avif_that_is_cut_is_refused() -> None:
    content = saved(noise(), "AVIF", speed=10)
    lengths = [RANDOM.randrange(32, len(content) - 40) for _ in range(12)]
    assert {refused(content[:at]) for at in lengths} <= {RejectionCode.DAMAGED, RejectionCode.NOT_AN_IMAGE}


@pytest.mark.parametrize(
    "content",
    [
        photos.HEIC,
        with_brands(b"heic", b"mif1", b"heic"),
        with_brands(b"mif1", b"heic", b"miaf"),
        with_brands(b"heix", b"mif1"),
        with_brands(b"msf1", b"hevc"),
    ],
)
def test_every_form_of_heic_is_refused_with_advice(content: bytes) -> None:
    with pytest.raises(ImageRejected, match="save it as JPEG"):
        processed(content)


@pytest.mark.parametrize("content", [with_brands(b"isom", b"mp42"), with_brands(b"qt  "), b"\0\0\0\x20ftyp"])
def test_a_film_is_no_image(content: bytes) -> None:
    assert refused(content) is RejectionCode.NOT_AN_IMAGE


@pytest.mark.parametrize("major", [b"avif", b"mif1"])
def test_an_avif_is_known_by_any_of_its_brands(major: bytes) -> None:
    content = avif(6)
    assert content[8:12] == b"avif"
    assert b"avif" in content[16:32]
    assert refused(content[:8] + major + content[12:]) is None
