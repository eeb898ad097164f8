"""A picture of any size, drawn here: of many colours, and yet no larger a file than agents may upload."""

import io
from functools import cache
from typing import Any

from PIL import Image

SEED = 361  # pixels of the longer side; magnified, so that drawing fifty million pixels takes a second


@cache
def photo(width: int, height: int, kind: str = "JPEG", **options: Any) -> bytes:
    """Return a picture file. A progressive JPEG is the one that its reader must keep whole in memory."""
    options = options or {"progressive": True, "quality": 75}
    small = (SEED, max(1, SEED * height // width))
    noise = [Image.effect_noise(small, 60) for _ in "RGB"]
    written = io.BytesIO()
    Image.merge("RGB", noise).resize((width, height), Image.Resampling.NEAREST).save(written, kind, **options)
    return written.getvalue()
