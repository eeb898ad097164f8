"""Makes safe files of an upload with Pillow: decoded once, at little more than the size that is needed."""

import io
import warnings
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from PIL import Image, ImageCms, PngImagePlugin, UnidentifiedImageError

from web_service.domain.images.image import ImageInfo, Rejection, RejectionCode
from web_service.domain.images.keys import WIDTHS
from web_service.domain.images.upload import ImageFile, ImageRejected, ProcessedImage

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # the formats that Pillow tries; nothing else is parsed
PIXELS_MAX = 50_000_000
SIDE_MAX = 30_000  # pixels: an image of one endless row needs more memory than its pixels
SCANS_MAX = 200  # a progressive JPEG has a dozen; each goes over all pixels again, and may be a few bytes long
CHUNK_MAX = 16 * 1024 * 1024  # bytes of a PNG's profile or text, unpacked
HEIC = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})  # as the file's first box names it
MASTER_SIDE = 2560  # pixels of the longer side of the moderated file
MASTER_SIDE_MIN = 64  # moderation reads nothing below 50
PLACEHOLDER_SIDE = 16
JPEG_QUALITY, WEBP_QUALITY, PLACEHOLDER_QUALITY = 88, 80, 20
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


class PillowImageProcessor:
    """The port `ImageProcessor`."""

    def process(self, content: bytes) -> ProcessedImage:
        # Decoders warn of metadata that leads nowhere; it is removed with all other metadata.
        with _rejecting(content), warnings.catch_warnings(action="ignore"):
            (width, height), image = _decode(content)
        files = [ImageFile(name="master.jpg", content_type="image/jpeg", content=_jpeg(image))]
        files += [
            ImageFile(name=f"{side}.webp", content_type="image/webp", content=_webp(image, side)) for side in WIDTHS
        ]
        return ProcessedImage(info=ImageInfo(width=width, height=height, placeholder=_placeholder(image)), files=files)


@contextmanager
def _rejecting(content: bytes) -> Iterator[None]:
    try:
        yield
    except (ImageRejected, MemoryError):
        raise
    except UnidentifiedImageError as error:
        raise _unknown(content) from error
    except Exception as error:  # hostile files make decoders raise nearly anything
        raise _bad(RejectionCode.DAMAGED, "The file is damaged or incomplete; save it anew and upload that.") from error


def _unknown(content: bytes) -> ImageRejected:
    if content[4:8] == b"ftyp" and content[8:12] in HEIC:
        return _bad(
            RejectionCode.OTHER_FORMAT,
            "It is a HEIC photo; save it as JPEG and upload that. "
            "An iPhone takes JPEG when Settings, Camera, Formats is at Most Compatible.",
        )
    return _bad(RejectionCode.NOT_AN_IMAGE, "It is no JPEG, PNG, WebP or GIF image; save it as one and upload that.")


def _bad(code: RejectionCode, message: str) -> ImageRejected:
    return ImageRejected(Rejection(code=code, message=message))


def _decode(content: bytes) -> tuple[tuple[int, int], Image.Image]:
    """Return the size of the image and the image: upright, RGB, in sRGB, not much larger than it is needed."""
    Image.MAX_IMAGE_PIXELS = None  # the sizes are checked here instead, before anything is decoded
    PngImagePlugin.MAX_TEXT_CHUNK = CHUNK_MAX
    image: Image.Image = Image.open(io.BytesIO(content), formats=FORMATS)
    width, height = image.size
    _check(image, content)
    image.draft("RGB", (MASTER_SIDE, MASTER_SIDE))  # a JPEG is decoded at 1/2, 1/4 or 1/8 if that is enough
    image.load()
    turn, profile = _turn(image), image.info.get("icc_profile")
    image = _srgb(_reduced(image), profile)
    if turn:
        image = image.transpose(UPRIGHT[turn])
    image.info.clear()  # comments and profiles would be written along
    return (height, width) if turn in LYING else (width, height), image


def _check(image: Image.Image, content: bytes) -> None:
    """Raise ImageRejected if the image would cost too much to decode."""
    width, height = image.size
    if width * height > PIXELS_MAX or max(width, height) > SIDE_MAX:
        raise _bad(
            RejectionCode.TOO_MANY_PIXELS,
            f"It has {width} x {height} pixels; {PIXELS_MAX // 1_000_000} million are allowed, {SIDE_MAX} a side.",
        )
    if image.format in {"JPEG", "MPO"} and content.count(b"\xff\xda") > SCANS_MAX:
        raise _bad(RejectionCode.DAMAGED, f"It is a JPEG of more than {SCANS_MAX} scans; save it anew and upload that.")


def _turn(image: Image.Image) -> int | None:
    """Return how the camera was held, None if that is not stated or cannot be read."""
    with suppress(Exception):  # as of a file: nearly anything
        turn = image.getexif().get(ORIENTATION)
        return turn if turn in UPRIGHT else None
    return None


def _reduced(image: Image.Image) -> Image.Image:
    """Shrink by a whole factor, which needs little memory, to no less than the master's size."""
    if image.mode.startswith("I"):  # 16 bits a pixel
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    elif "transparency" in image.info or image.mode in {"P", "PA", "1"}:
        image = image.convert("RGBA")
    factor = max(image.size) // MASTER_SIDE
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


def _jpeg(image: Image.Image) -> bytes:
    master = _within(image, MASTER_SIDE, MASTER_SIDE)
    if max(master.size) < MASTER_SIDE_MIN:
        scale = MASTER_SIDE_MIN / max(master.size)
        master = master.resize((_side(master.width * scale), _side(master.height * scale)))
    if min(master.size) < MASTER_SIDE_MIN:
        paper = Image.new("RGB", (max(master.width, MASTER_SIDE_MIN), max(master.height, MASTER_SIDE_MIN)), WHITE)
        paper.paste(master, ((paper.width - master.width) // 2, (paper.height - master.height) // 2))
        master = paper
    return _saved(master, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)


def _webp(image: Image.Image, side: int) -> bytes:
    return _saved(_within(image, side, 4 * side), "WEBP", quality=WEBP_QUALITY, method=4)


def _placeholder(image: Image.Image) -> str:
    tiny = _saved(
        _within(image, PLACEHOLDER_SIDE, PLACEHOLDER_SIDE), "WEBP", quality=PLACEHOLDER_QUALITY, method=4
    )  # fmt: skip
    return f"data:image/webp;base64,{b64encode(tiny).decode()}"


def _within(image: Image.Image, width: int, height: int) -> Image.Image:
    scale = min(width / image.width, height / image.height, 1)
    size = (_side(image.width * scale), _side(image.height * scale))
    return image if scale == 1 else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)


def _side(length: float) -> int:
    return max(1, round(length))


def _saved(image: Image.Image, kind: str, **options: int) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()
