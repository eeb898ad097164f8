"""Generated photos that state in several places how the camera was held, each with the corners that a browser shows."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from PIL import Image, PngImagePlugin

from tests.unit.web.photos import BLUE, GREEN, RED, WHITE, quarters, saved

SIZE = (64, 48)
COLOURS = {"R": RED, "G": GREEN, "B": BLUE, "W": WHITE}
# The colours of the corners, row by row, of a picture that is red, green / blue, white, turned as EXIF numbers it.
CORNERS = {1: "RGBW", 2: "GRWB", 3: "WBGR", 4: "BWRG", 5: "RBGW", 6: "BRWG", 7: "WGBR", 8: "GWRB"}
LYING = (5, 6, 7, 8)
NOT_STATED = 0
ORIENTATION, STAND_IN = 0x0112, 0x0103  # tags of EXIF; Pillow writes an AVIF's orientation not into its EXIF
# The orientation that a rotation by quarters to the left, then a mirroring, amount to: no imir, its axis 0, its axis 1.
TRANSFORMS = {0: (1, 4, 2), 1: (8, 5, 7), 2: (3, 2, 4), 3: (6, 7, 5)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    name: str
    kind: str  # as in image/<kind>
    content: bytes
    shown: int  # the orientation in which browsers show it

    @property
    def size(self) -> tuple[int, int]:
        width, height = SIZE
        return (height, width) if self.shown in LYING else SIZE


def xmp(orientation: int) -> bytes:
    return (
        b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        b"<rdf:Description rdf:about='' xmlns:tiff='http://ns.adobe.com/tiff/1.0/' "
        b'tiff:Orientation="%d"/></rdf:RDF></x:xmpmeta>' % orientation
    )


def exif(orientation: int, tag: int = ORIENTATION) -> Image.Exif:
    found = Image.Exif()
    if orientation:
        found[tag] = orientation
    return found


def all_turned() -> Iterator[Turned]:
    """Yield every EXIF orientation with every one of XMP, and every transformation of an AVIF with both."""
    for by_exif, by_xmp in product(range(9), range(9)):
        where = f"EXIF {by_exif}, XMP {by_xmp}"
        shown = by_exif or 1
        yield Turned(name=f"JPEG, {where}", kind="jpeg", content=_jpeg(by_exif, by_xmp), shown=shown)
        yield Turned(name=f"PNG, {where}", kind="png", content=_png(by_exif, by_xmp), shown=shown)
        yield Turned(name=f"WebP, {where}", kind="webp", content=_webp(by_exif, by_xmp), shown=1)
    for by_transform, by_exif, by_xmp in product(range(9), (0, 1, 3, 6), (0, 6)):
        yield Turned(
            name=f"AVIF, transformed {by_transform}, EXIF {by_exif}, XMP {by_xmp}",
            kind="avif",
            content=avif(by_transform, by_exif, by_xmp),
            shown=by_transform or 1,
        )
    for angle, axis in product(range(4), range(2)):
        content = _transformed(angle, axis)
        name = f"AVIF, irot {angle}, imir {axis}"
        yield Turned(name=name, kind="avif", content=content, shown=TRANSFORMS[angle][axis + 1])


def _jpeg(by_exif: int, by_xmp: int) -> bytes:
    metadata = {"xmp": xmp(by_xmp)} if by_xmp else {}
    return saved(quarters(*SIZE), "JPEG", quality=95, exif=exif(by_exif), **metadata)


def _webp(by_exif: int, by_xmp: int) -> bytes:
    metadata = {"xmp": xmp(by_xmp)} if by_xmp else {}
    return saved(quarters(*SIZE), "WEBP", quality=95, exif=exif(by_exif), **metadata)


def _png(by_exif: int, by_xmp: int) -> bytes:
    texts = PngImagePlugin.PngInfo()
    if by_xmp:
        texts.add_itxt("XML:com.adobe.xmp", xmp(by_xmp).decode())
    metadata = {"exif": exif(by_exif)} if by_exif else {}
    return saved(quarters(*SIZE), "PNG", pnginfo=texts, **metadata)


def avif(by_transform: int, by_exif: int = NOT_STATED, by_xmp: int = NOT_STATED) -> bytes:
    metadata = exif(by_exif, STAND_IN)
    if by_transform:
        metadata[ORIENTATION] = by_transform
    options = {"xmp": xmp(by_xmp)} if by_xmp else {}
    content = saved(quarters(*SIZE), "AVIF", quality=90, speed=10, exif=metadata, **options)
    entry = struct.pack(">HHL", STAND_IN, 3, 1)
    assert content.count(entry) == bool(by_exif)
    return content.replace(entry, struct.pack(">HHL", ORIENTATION, 3, 1))


def _transformed(angle: int, axis: int) -> bytes:
    content = bytearray(avif(5))  # has both properties
    content[content.index(b"irot") + 4] = angle
    content[content.index(b"imir") + 4] = axis
    return bytes(content)


def corners(image: Image.Image, size: tuple[int, int], at: tuple[int, int] = (0, 0)) -> str:
    """Return the colours of a picture's corners, `?` for any other colour; the picture is a part of the image."""
    points = [(at[0] + int(size[0] * x), at[1] + int(size[1] * y)) for y in (0.2, 0.8) for x in (0.2, 0.8)]
    return "".join(_name(image.getpixel(point)) for point in points)


def _name(pixel: object) -> str:
    assert isinstance(pixel, tuple)
    near = (
        name for name, colour in COLOURS.items() if all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True))
    )
    return next(near, "?")
