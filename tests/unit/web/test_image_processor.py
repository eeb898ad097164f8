"""Any upload becomes an image that can be shown, or is rejected with a reason."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from web_service.adapters.images.pillow_decoder import PIXELS_MAX, SIDE_MAX
from web_service.adapters.images.pillow_image_processor import PillowImageProcessor
from web_service.domain.images.image import RejectionCode
from web_service.domain.images.keys import MASTER_SIDE
from web_service.domain.images.upload import ImageRejected, ProcessedImage

from tests.unit.web import photos
from tests.unit.web.photos import BLUE, GPS, GREEN, RED, SECONDS, WHITE, quarters, saved

pytestmark = pytest.mark.slow

NAMES = ["master.jpg", "320.webp", "800.webp", "1600.webp"]


def processed(content: bytes) -> ProcessedImage:
    return PillowImageProcessor().process(content)


def files(content: bytes) -> dict[str, Image.Image]:
    return {file.name: Image.open(io.BytesIO(file.content)) for file in processed(content).files}


def is_about(image: Image.Image, colour: tuple[int, int, int], x: float = 0.5, y: float = 0.5) -> bool:
    pixel: Any = image.convert("RGB").getpixel((int(image.width * x), int(image.height * y)))
    return all(abs(got - wanted) < 25 for got, wanted in zip(pixel, colour, strict=True))


def is_upright(image: Image.Image) -> bool:
    corners = ((RED, 0.2, 0.2), (GREEN, 0.8, 0.2), (BLUE, 0.2, 0.8), (WHITE, 0.8, 0.8))
    return all(is_about(image, *corner) for corner in corners)


def refused(content: bytes) -> RejectionCode:
    with pytest.raises(ImageRejected) as bad:
        processed(content)
    assert bad.value.rejection.message.endswith(".")
    return bad.value.rejection.code


def test_a_photo_is_offered_as_master_and_in_three_widths() -> None:
    photo = saved(quarters(4000, 3000), "JPEG")
    found = files(photo)
    assert {name: image.size for name, image in found.items()} == {
        "master.jpg": (MASTER_SIDE, MASTER_SIDE * 3 // 4),
        "320.webp": (320, 240),
        "800.webp": (800, 600),
        "1600.webp": (1600, 1200),
    }
    assert {name: image.format for name, image in found.items()} == {
        name: "JPEG" if name.endswith("jpg") else "WEBP" for name in NAMES
    }
    picture = processed(photo).info
    assert (picture.width, picture.height) == (4000, 3000)


def test_the_placeholder_is_a_tiny_image() -> None:
    placeholder = processed(photos.jpeg()).info.placeholder
    assert placeholder.startswith("data:image/webp;base64,")
    assert len(placeholder) < 300


def test_the_same_upload_makes_the_same_files() -> None:
    assert processed(photos.jpeg()).files == processed(photos.jpeg()).files


@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_image_is_upright_in_every_camera_orientation(orientation: int) -> None:
    content = photos.lying(orientation)
    assert all(is_upright(image) for image in files(content).values())
    picture = processed(content).info
    assert (picture.width, picture.height) == (640, 480)


@pytest.mark.parametrize("where", photos.WITH_LOCATION)
def test_no_location_metadata_is_left(where: str) -> None:
    content = photos.WITH_LOCATION[where]
    assert GPS in content or SECONDS in content
    for file in processed(content).files:
        assert [mark for mark in photos.MARKS if mark in file.content] == []


@pytest.mark.parametrize(
    "make", [photos.other_colours, lambda: photos.lying(6), *map(lambda c: lambda: c, photos.WITH_LOCATION.values())]
)
def test_no_metadata_is_left(make: Callable[[], bytes]) -> None:
    for image in files(make()).values():
        image.load()
        assert not image.getexif()
        assert not {"exif", "icc_profile", "comment", "xmp"} & image.info.keys()


ODD: dict[str, Callable[[], bytes]] = {
    "png": lambda: saved(quarters(), "PNG"),
    "webp": lambda: saved(quarters(), "WEBP", quality=95),
    "gif": lambda: saved(quarters(), "GIF"),
    "progressive": photos.progressive,
    "cmyk, inverted as Adobe does": lambda: saved(quarters().convert("CMYK"), "JPEG", quality=95),
    "palette": lambda: saved(quarters().convert("P", palette=Image.Palette.ADAPTIVE), "PNG"),
    "several pictures": photos.several_pictures,
    "html behind a jpeg": lambda: photos.jpeg() + b"<script>alert(1)</script>",
    "html inside a jpeg": lambda: saved(quarters(), "JPEG", quality=95, comment=b"<script>alert(1)</script>"),
    "script behind a gif": lambda: saved(quarters(), "GIF") + b"<script>alert(1)</script>",
    "zip behind a jpeg": lambda: photos.jpeg() + b"PK\x03\x04 and so on",
    "zip behind a png": lambda: saved(quarters(), "PNG") + b"PK\x03\x04 and so on",
    "zip behind a webp": lambda: saved(quarters(), "WEBP", quality=95) + b"PK\x03\x04 and so on",
    "exif that is none": lambda: photos.with_segment(b"Exif\0\0" + b"no exif" * 20),
    "exif of no length": lambda: photos.with_segment(b"Exif\0\0II*\0\x08\0\0\0\xff\xff"),
    "exif that leads nowhere": lambda: photos.with_segment(b"Exif\0\0II*\0\xff\xff\xff\x7f"),
    "exif that is none, png": lambda: saved(quarters(), "PNG", exif=b"no exif"),
    "exif that is none, webp": lambda: saved(quarters(), "WEBP", exif=b"no exif", quality=95),
    "xmp that is none": lambda: photos.with_segment(b"http://ns.adobe.com/xap/1.0/\0\xff\xfe<<<"),
    "orientation 99": lambda: photos.orientation(3, 1, b"\x63"),
    "orientation as text": lambda: photos.orientation(2, 4, b"AAAA"),
    "a broken profile": lambda: saved(quarters(), "JPEG", icc_profile=b"no profile", quality=95),
    "a broken profile, png": lambda: saved(quarters(), "PNG", icc_profile=b"no profile"),
    "a profile of four megabytes": lambda: photos.long_profile("JPEG"),
    "a profile of four megabytes, packed": lambda: photos.long_profile("PNG"),
    "a text of five megabytes, packed": lambda: saved(quarters(), "PNG", pnginfo=photos.texts(b"A" * 5_000_000)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ODD)
def test_unusual_images_have_the_right_colours(name: str) -> None:
    found = files(ODD[name]())
    assert all(image.mode == "RGB" and is_upright(image) for image in found.values())
    written = [file.content for file in processed(ODD[name]()).files]
    assert not any(mark in content for content in written for mark in (b"<script>", b"PK\x03\x04"))


@pytest.mark.parametrize(
    ("make", "colour"),
    [
        (lambda: saved(Image.new("L", (200, 100), 80), "PNG"), (80, 80, 80)),
        (lambda: saved(Image.new("1", (200, 100), 1), "PNG"), WHITE),
        (photos.sixteen_bits, (156, 156, 156)),
        (photos.sixteen_bits_a_colour, RED),
        (photos.transparent, WHITE),
        (lambda: photos.transparent("LA"), WHITE),
        (photos.palette_with_a_hole, None),
        (lambda: photos.animated("GIF"), RED),
        (lambda: photos.animated("PNG"), RED),
        (lambda: photos.animated("WEBP"), RED),
    ],
)
def test_other_colour_modes_become_rgb(make: Callable[[], bytes], colour: tuple[int, int, int] | None) -> None:
    for image in files(make()).values():
        assert (image.mode, getattr(image, "n_frames", 1)) == ("RGB", 1)
        assert colour is None or is_about(image, colour)


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (1, 5000), (5000, 1), (63, 64)])
def test_small_and_narrow_images_are_enlarged_enough_for_moderation(size: tuple[int, int]) -> None:
    found = files(saved(Image.new("RGB", size, RED), "PNG"))
    assert min(found["master.jpg"].size) >= 64
    assert all(image.width <= int(name.partition(".")[0]) for name, image in found.items() if name != "master.jpg")


def test_a_small_image_is_never_enlarged_for_customers() -> None:
    found = files(photos.jpeg())
    assert {found[name].size for name in ("800.webp", "1600.webp", "master.jpg")} == {(640, 480)}


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", RejectionCode.NOT_AN_IMAGE),
        (lambda: b"<html><script>alert(1)</script></html>", RejectionCode.NOT_AN_IMAGE),
        (lambda: b"%PDF-1.7 and so on", RejectionCode.NOT_AN_IMAGE),
        (lambda: b"\0" * 5000, RejectionCode.NOT_AN_IMAGE),
        (lambda: b"GIF89a/*" + b"*/=1;alert(1)", RejectionCode.NOT_AN_IMAGE),
        (lambda: b"RIFF\x10\0\0\0WEBP", RejectionCode.NOT_AN_IMAGE),
        (lambda: photos.png_header(0, 0), RejectionCode.NOT_AN_IMAGE),
        (lambda: photos.jpeg_header(640, 0), RejectionCode.NOT_AN_IMAGE),
        (lambda: photos.HEIC, RejectionCode.OTHER_FORMAT),
        (lambda: saved(quarters(), "TIFF"), RejectionCode.NOT_AN_IMAGE),
        (lambda: saved(quarters(), "BMP"), RejectionCode.NOT_AN_IMAGE),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", RejectionCode.NOT_AN_IMAGE),
        (lambda: photos.jpeg()[:-3000], RejectionCode.DAMAGED),
        (lambda: saved(quarters(), "PNG")[:-100], RejectionCode.DAMAGED),
        (lambda: saved(quarters(), "WEBP")[:200], RejectionCode.DAMAGED),
        (lambda: photos.progressive()[: len(photos.progressive()) // 2], RejectionCode.DAMAGED),
        (photos.many_scans, RejectionCode.DAMAGED),
        (lambda: photos.png_header(300, 300), RejectionCode.DAMAGED),
        (lambda: photos.png_header(20_000, 20_000), RejectionCode.TOO_MANY_PIXELS),
        (lambda: photos.gif_header(20_000, 20_000), RejectionCode.TOO_MANY_PIXELS),
        (lambda: photos.jpeg_header(20_000, 20_000), RejectionCode.TOO_MANY_PIXELS),
        (lambda: photos.png_header(PIXELS_MAX // 1000 + 1, 1000), RejectionCode.TOO_MANY_PIXELS),
        (lambda: photos.png_header(SIDE_MAX + 1, 1), RejectionCode.TOO_MANY_PIXELS),
    ],
)
def test_a_file_that_is_not_an_image_is_rejected_with_the_reason(
    make: Callable[[], bytes], code: RejectionCode
) -> None:
    assert refused(make()) is code


def test_a_heic_image_is_rejected_with_advice() -> None:
    with pytest.raises(ImageRejected, match="save it as JPEG"):
        processed(photos.HEIC)


def test_colours_are_converted_from_the_images_own_profile() -> None:
    for image in files(photos.other_colours()).values():
        red, green, _ = image.convert("RGB").getpixel((image.width // 5, image.height // 5))  # type: ignore[misc]
        assert green > red + 50
