"""Decodes an upload with Pillow: the picture as a browser shows it, upright, in sRGB, hardly larger than needed."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256

from PIL import AvifImagePlugin, Image, ImageCms, PngImagePlugin, UnidentifiedImageError

from web_service.adapters.images import jpeg_file
from web_service.adapters.images.memory_limit import memory_limit
from web_service.domain.images.image import Rejection, RejectionCode
from web_service.domain.images.upload import HEIC_ADVICE, ImageRejected

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")  # the formats that Pillow tries; nothing else is parsed
PIXELS_MAX = 50_000_000
SIDE_MAX = 30_000  # pixels: an image of one endless row needs more memory than its pixels
SCANS_MAX = 200  # a progressive JPEG has a dozen; each goes over all pixels again, and may be a few bytes long
CHUNK_MAX = 16 * 1024 * 1024  # bytes of a PNG's profile or text, unpacked
DECODER_MEMORY = 1_200 * 1024 * 1024  # bytes: an AVIF may decode to more pixels than its header declares
DECODER_THREADS = 2  # each has memory of its own
HEIC = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
AVIF = frozenset({b"avif", b"avis"})
AVIF_EXIF = re.compile(rb"(infe(?:\x02.{7}|\x03.{9}))Exif", re.DOTALL)  # how an AVIF names its EXIF
DAMAGED = "The file is damaged or incomplete; save it anew and upload that."
TOO_LARGE = "It takes too much memory to be shown; make it smaller and upload that."
UNKNOWN = "It is no JPEG, PNG, WebP, GIF or AVIF image; save it as one and upload that."
WHITE = (255, 255, 255)
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
LYING = frozenset({5, 6, 7, 8})


@contextmanager
def rejecting() -> Iterator[None]:
    """Raise ImageRejected in place of whatever a decoder raises."""
    try:
        yield
    except (ImageRejected, MemoryError):
        raise
    except UnidentifiedImageError as error:
        raise rejected(RejectionCode.NOT_AN_IMAGE, UNKNOWN) from error
    except Exception as error:  # hostile files make decoders raise nearly anything
        raise rejected(RejectionCode.DAMAGED, DAMAGED) from error


def rejected(code: RejectionCode, message: str) -> ImageRejected:
    return ImageRejected(Rejection(code=code, message=message))


def decode(content: bytes, side: int) -> tuple[tuple[int, int], Image.Image]:
    """Return an upload's size and its picture in RGB, reduced by a whole factor to no less than `side`."""
    Image.MAX_IMAGE_PIXELS = None  # the sizes are checked here instead, before anything is decoded
    PngImagePlugin.MAX_TEXT_CHUNK = CHUNK_MAX
    AvifImagePlugin.DEFAULT_MAX_THREADS = DECODER_THREADS
    image = _open(_picture(content, side))
    width, height = image.size
    _load(image, side)
    turn, profile = _turn(image), image.info.get("icc_profile")
    image = _srgb(_reduced(image, side), profile)
    if turn:
        image = image.transpose(UPRIGHT[turn])
    image.info.clear()  # comments and profiles would be written along
    return (height, width) if turn in LYING else (width, height), image


def _picture(content: bytes, side: int) -> bytes:
    """Return the bytes of the picture alone, as a decoder needs them. Raises ImageRejected."""
    if content.startswith(jpeg_file.START):
        return _jpeg(content, side)
    if content[4:8] == b"ftyp":
        return _avif(content)
    return content


def _jpeg(content: bytes, side: int) -> bytes:
    jpeg = jpeg_file.read(content, scans_max=SCANS_MAX)
    if jpeg.scans > SCANS_MAX:
        raise rejected(
            RejectionCode.DAMAGED, f"It is a JPEG of more than {SCANS_MAX} scans; save it anew and upload that."
        )
    if jpeg.has_end:
        return jpeg.picture
    if not (jpeg.has_all_scans and _has_all_pixels(jpeg.picture, side)):
        raise rejected(RejectionCode.DAMAGED, DAMAGED)
    return jpeg.picture + jpeg_file.END


def _has_all_pixels(picture: bytes, side: int) -> bool:
    """Say whether a JPEG without its end marker lacks nothing else: pixels added to it are then not read."""
    return len({_digest(picture + end + jpeg_file.END, side) for end in jpeg_file.further_pixels(picture)}) == 1


def _digest(picture: bytes, side: int) -> bytes:
    image = _open(picture)
    _load(image, side)
    return sha256(image.tobytes()).digest()


def _avif(content: bytes) -> bytes:
    """Return an AVIF without its EXIF: it is turned by its own properties, and broken EXIF would hide the picture."""
    brands = _brands(content)
    if not brands & AVIF and brands & HEIC:
        raise rejected(RejectionCode.OTHER_FORMAT, HEIC_ADVICE)
    return AVIF_EXIF.sub(rb"\1none", content)


def _brands(content: bytes) -> set[bytes]:
    """Return the kinds of file that the first box names."""
    length = min(int.from_bytes(content[:4]), 200)
    return {content[8:12], *(content[at : at + 4] for at in range(16, length, 4))}


def _open(content: bytes) -> Image.Image:
    """Read the header. Raises ImageRejected if the image would cost too much to decode."""
    image = Image.open(io.BytesIO(content), formats=FORMATS)
    width, height = image.size
    if width * height > PIXELS_MAX or max(width, height) > SIDE_MAX:
        raise rejected(
            RejectionCode.TOO_MANY_PIXELS,
            f"It has {width} x {height} pixels; {PIXELS_MAX // 1_000_000} million are allowed, {SIDE_MAX} a side.",
        )
    return image


def _load(image: Image.Image, side: int) -> None:
    image.draft("RGB", (side, side))  # a JPEG is decoded at 1/2, 1/4 or 1/8 if that is enough
    try:
        with memory_limit(DECODER_MEMORY):
            image.load()
    except MemoryError as error:
        raise rejected(RejectionCode.TOO_MANY_PIXELS, TOO_LARGE) from error


def _turn(image: Image.Image) -> int | None:
    """Return how the camera was held, None if that is not stated or cannot be read.

    As browsers do: by EXIF, never by XMP, and a WebP is never turned.
    """
    if image.format == "WEBP":
        return None
    with suppress(Exception):  # as of a file: nearly anything
        exif = Image.Exif()
        exif.load(image.info["exif"])
        turn = exif.get(ORIENTATION)
        return turn if turn in UPRIGHT else None
    return None


def _reduced(image: Image.Image, side: int) -> Image.Image:
    """Shrink by a whole factor, which needs little memory."""
    if image.mode.startswith("I"):  # 16 bits a pixel
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    elif "transparency" in image.info or image.mode in {"P", "PA", "1"}:
        image = image.convert("RGBA")
    factor = max(image.size) // side
    return image.reduce(factor) if factor > 1 else image


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the colours as sRGB has them, on white where the image is transparent."""
    alpha = image.getchannel("A") if image.mode in {"RGBA", "LA"} else None
    colours = image.convert({"RGBA": "RGB", "LA": "L"}[image.mode]) if alpha else image
    plain = (_managed(colours, profile) if profile else None) or colours.convert("RGB")
    if alpha is None:
        return plain
    paper = Image.new("RGB", plain.size, WHITE)
    paper.paste(plain, mask=alpha)
    return paper


def _managed(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Return the image in sRGB, None if its profile is of no use."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
