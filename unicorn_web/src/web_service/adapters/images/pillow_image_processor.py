"""Makes safe files of an upload with Pillow: decoded once, at little more than the size that is needed."""

import io
import warnings
from base64 import b64encode

from PIL import Image

from web_service.adapters.images.pillow_decoder import WHITE, decode, rejecting
from web_service.domain.images.edit import ImageEdit, Size
from web_service.domain.images.image import ImageInfo
from web_service.domain.images.keys import MASTER_SIDE, WIDTHS
from web_service.domain.images.upload import ImageFile, ProcessedImage

MASTER_SIDE_MIN = 64  # moderation reads nothing below 50
PLACEHOLDER_SIDE = 16
JPEG_QUALITY, WEBP_QUALITY, PLACEHOLDER_QUALITY = 88, 80, 20
UPLOADED: dict[str, int] = {"quality": JPEG_QUALITY, "optimize": True, "progressive": True}
# A photo may be edited again and again. Noise has 10 MB so, and optimized or progressive would not fit Pillow's buffer.
EDITED: dict[str, int] = {"quality": 95, "subsampling": 0}
TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}  # of Pillow


class PillowImageProcessor:
    """The port `ImageProcessor`."""

    def process(self, content: bytes, edit: ImageEdit | None = None) -> ProcessedImage:
        # Decoders warn of metadata that leads nowhere; it is removed with all other metadata.
        with rejecting(), warnings.catch_warnings(action="ignore"):
            (width, height), image = decode(content, MASTER_SIDE)
        if edit:
            image = _edited(image, edit)
            width, height = image.size
        files = [ImageFile(name="master.jpg", content_type="image/jpeg", content=_jpeg(image, is_edited=bool(edit)))]
        files += [
            ImageFile(name=f"{side}.webp", content_type="image/webp", content=_webp(image, side)) for side in WIDTHS
        ]
        return ProcessedImage(info=ImageInfo(width=width, height=height, placeholder=_placeholder(image)), files=files)


def _edited(image: Image.Image, edit: ImageEdit) -> Image.Image:
    turned = image.transpose(TURNS[edit.turn]) if edit.turn else image
    return turned.crop(edit.box(Size(width=turned.width, height=turned.height)))


def _jpeg(image: Image.Image, *, is_edited: bool) -> bytes:
    master = _within(image, MASTER_SIDE, MASTER_SIDE)
    if max(master.size) < MASTER_SIDE_MIN:
        scale = MASTER_SIDE_MIN / max(master.size)
        master = master.resize((_side(master.width * scale), _side(master.height * scale)))
    if min(master.size) < MASTER_SIDE_MIN:
        paper = Image.new("RGB", (max(master.width, MASTER_SIDE_MIN), max(master.height, MASTER_SIDE_MIN)), WHITE)
        paper.paste(master, ((paper.width - master.width) // 2, (paper.height - master.height) // 2))
        master = paper
    return _saved(master, "JPEG", **(EDITED if is_edited else UPLOADED))


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
