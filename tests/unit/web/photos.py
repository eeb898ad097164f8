"""Generated upload files: valid images, unusual ones, and files that are not images."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

GPS = b"48-degrees-north"  # a mark that no published file may contain
SECONDS = struct.pack("<2L", 1423, 100)  # of the latitude, as EXIF has it
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>" + GPS + b"</exif:GPSLatitude></x:xmpmeta>"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(500)  # the first bytes of an iPhone's photo
# Byte strings that show that a file contains metadata, in any format.
MARKS = (GPS, SECONDS, b"Exif\0", b"EXIF", b"http:", b"xmpmeta", b"XMP ", b"ICC_PROFILE", b"ICCP", b"Photoshop")
RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 60), (30, 60, 200), (255, 255, 255)


def quarters(width: int = 640, height: int = 480) -> Image.Image:
    """Return an image whose corners show its orientation: red, green / blue, white."""
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
    found.get_ifd(0x8825)[2] = (48.0, 8.0, 14.23)
    found.get_ifd(0x8825)[29] = GPS.decode()
    return found


def lying(orientation: int) -> bytes:
    """Return the quarters as a camera stores them in one of the eight orientations."""
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
    """Return the quarters with a colour profile that swaps red and green."""
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


def png(width: int, height: int, pixels: bytes, *, depth: int = 8) -> bytes:
    """Return a PNG of the given RGB pixel bytes, valid or not."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


def png_header(width: int, height: int) -> bytes:
    """Return a decompression bomb: a PNG whose header declares this size, with almost no data."""
    return png(width, height, b"\0" * 100)


def gif_header(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + saved(quarters(), "GIF")[10:]


def jpeg_header(width: int, height: int) -> bytes:
    content = saved(quarters(), "JPEG")
    at = content.index(b"\xff\xc0") + 5  # position of the size in the frame's header
    return content[:at] + struct.pack(">HH", height, width) + content[at + 4 :]


def sixteen_bits_a_colour() -> bytes:
    row = b"\0" + b"".join(bytes((level, 0)) for level in RED) * 64
    return png(64, 64, row * 64, depth=16)


def with_segment(payload: bytes) -> bytes:
    """Return the quarters as a JPEG with an APP1 segment, which cameras use for EXIF and XMP."""
    content = saved(quarters(), "JPEG", quality=95)
    return content[:2] + b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload + content[2:]


def orientation(kind: int, count: int, value: bytes) -> bytes:
    """Return the quarters with an orientation value of any type, valid or not."""
    tag = struct.pack("<HHHL", 1, 0x0112, kind, count) + value.ljust(4, b"\0")
    return with_segment(b"Exif\0\0II*\0\x08\0\0\0" + tag + b"\0\0\0\0")


def progressive() -> bytes:
    return saved(quarters(), "JPEG", progressive=True, quality=95)


def many_scans() -> bytes:
    """Return a progressive JPEG of many scans: each takes a few bytes and a pass over all pixels."""
    content = progressive()
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * 1000 + content[-2:]


def long_profile(kind: str) -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(quarters(), kind, icc_profile=profile + bytes(4_000_000), quality=95)


def texts(*contents: bytes) -> PngImagePlugin.PngInfo:
    """Return PNG text chunks, compressed and plain."""
    found = PngImagePlugin.PngInfo()
    for number, content in enumerate(contents):
        found.add_text(f"Comment {number}", content.decode(), zip=len(content) > 1000)
    found.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return found


WITH_LOCATION: dict[str, bytes] = {  # the photographer's location in every field that a file format has for it
    "JPEG, EXIF and comment": saved(quarters(), "JPEG", exif=exif(1), comment=GPS),
    "JPEG, XMP": saved(quarters(), "JPEG", xmp=XMP),
    "PNG, EXIF": saved(quarters(), "PNG", exif=exif(1)),
    "PNG, text and XMP": saved(quarters(), "PNG", pnginfo=texts(GPS)),
    "WebP, EXIF and XMP": saved(quarters(), "WEBP", exif=exif(1), xmp=XMP),
    "GIF, comment": saved(quarters(), "GIF", comment=GPS),
    "several pictures": saved(quarters(), "MPO", save_all=True, append_images=[quarters(64, 48)], exif=exif(1)),
}


def jpeg() -> bytes:
    return saved(quarters(), "JPEG", quality=95, exif=exif(1), comment=GPS)


def several_pictures() -> bytes:
    """Return a phone's photo: a JPEG with a second one appended."""
    return saved(quarters(), "MPO", save_all=True, append_images=[quarters(64, 48)])
