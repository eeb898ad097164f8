"""Files that agents upload, drawn here: good ones, odd ones, and what is none."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, ImageDraw

GPS = b"48-degrees-north"  # a mark that must be found in no published file
RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 60), (30, 60, 200), (255, 255, 255)


def quarters(width: int = 640, height: int = 480) -> Image.Image:
    """A picture whose corners tell which side is up: red, green / blue, white."""
    image = Image.new("RGB", (width, height), WHITE)
    draw = ImageDraw.Draw(image)
    half = (width // 2, height // 2)
    draw.rectangle((0, 0, half[0] - 1, half[1] - 1), fill=RED)
    draw.rectangle((half[0], 0, width, half[1] - 1), fill=GREEN)
    draw.rectangle((0, half[1], half[0] - 1, height), fill=BLUE)
    return image


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def exif(orientation: int) -> Image.Exif:
    found = Image.Exif()
    found[0x0112] = orientation
    found[0x010E] = GPS.decode()  # a description
    found.get_ifd(0x8825)[1] = "N"
    found.get_ifd(0x8825)[29] = GPS.decode()
    return found


def lying(orientation: int) -> bytes:
    """The quarters as a camera writes them that was held in one of the eight ways."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image = quarters()
    held = image.transpose(undo[orientation]) if orientation in undo else image
    return saved(held, "JPEG", quality=95, exif=exif(orientation))


def other_colours() -> bytes:
    """The quarters under a profile that takes red for green: in sRGB red is what green was."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    places = {bytes(profile[at : at + 4]): at + 4 for at in range(132, 132 + 12 * profile[131], 12)}
    red, green = places[b"rXYZ"], places[b"gXYZ"]
    profile[red : red + 8], profile[green : green + 8] = profile[green : green + 8], profile[red : red + 8]
    return saved(quarters(), "JPEG", icc_profile=bytes(profile), quality=95)


def sixteen_bits() -> bytes:
    return saved(Image.new("I;16", (200, 100), 40_000), "PNG")


def palette_with_a_hole() -> bytes:
    return saved(quarters().convert("P"), "GIF", transparency=0)


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (200, 100), colour) for colour in (RED, GREEN, BLUE)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)


def transparent(mode: str = "RGBA") -> bytes:
    return saved(Image.new("RGBA", (200, 100), (0, 0, 0, 0)).convert(mode), "PNG")


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises so many pixels and has next to none: a bomb to who decodes it first."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def jpeg() -> bytes:
    return saved(quarters(), "JPEG", quality=95, exif=exif(1), comment=GPS)


def several_pictures() -> bytes:
    """What phones write: a JPEG with a second one behind it."""
    return saved(quarters(), "MPO", save_all=True, append_images=[quarters(64, 48)])
