"""Generated test images, with or without the stand-in's test mark; see unicorn_properties/local/README.md."""

import io

from PIL import Image, ImageDraw

UNSAFE, DOUBTFUL = "MGMMGGMG", "GMGGMMGM"


def picture(mark: str = "", *, size: tuple[int, int] = (800, 600)) -> Image.Image:
    drawn = Image.radial_gradient("L").resize(size).convert("RGB")
    width, height = size[0] / 8, size[1] / 8
    for block, letter in enumerate(mark):
        box = (round(block * width), 0, round((block + 1) * width) - 1, round(height) - 1)
        ImageDraw.Draw(drawn).rectangle(box, fill="magenta" if letter == "M" else "lime")
    return drawn


def jpeg(drawn: Image.Image, quality: int = 80) -> bytes:
    saved = io.BytesIO()
    drawn.save(saved, "JPEG", quality=quality)
    return saved.getvalue()
