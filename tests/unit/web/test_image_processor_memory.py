"""Processing the largest accepted images stays within the memory of the image function."""

import io
import os
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from web_service.adapters.images.pillow_decoder import PIXELS_MAX
from web_service.domain.images.upload import SIZE_MAX

from benchmarks.functions import functions_of
from benchmarks.photo import photo

pytestmark = pytest.mark.slow

WIDTH, HEIGHT = 8660, 5773
BESIDE = 80  # MiB: boto3 and Lambda's own runtime
[IMAGE_FUNCTION] = [function for function in functions_of("web") if function.name == "WebProcessImage"]
CHILD = """
import sys
from pathlib import Path
from web_service.adapters.images.pillow_image_processor import PillowImageProcessor
processed = PillowImageProcessor().process(Path(sys.argv[1]).read_bytes())
status = Path("/proc/self/status").read_text()
print(processed.info.width, processed.info.height, status.partition("VmHWM:")[2].split()[0])
"""
HIDDEN_SIDE = 5000  # pixels of a picture that says it is a small one: 25 MB, in grey
LIMITED = """
import sys
from pathlib import Path
from web_service.adapters.images import pillow_decoder
from web_service.adapters.images.pillow_image_processor import PillowImageProcessor
from web_service.domain.images.upload import ImageRejected
content = Path(sys.argv[1]).read_bytes()
for limit in (20_000_000, pillow_decoder.DECODER_MEMORY):
    pillow_decoder.DECODER_MEMORY = limit
    try:
        PillowImageProcessor().process(content)
        print("accepted")
    except ImageRejected as error:
        print(error.rejection.code)
"""


def run(child: str, file: Path) -> str:
    """Run a program on a photo in a process of its own, and return what it prints."""
    environment = os.environ | {"PYTHONPATH": str(IMAGE_FUNCTION.code)}
    return subprocess.run(
        [sys.executable, "-c", child, file], env=environment, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {"quality": 75}),
        ("JPEG", {"quality": 75, "progressive": True, "subsampling": 0}),
        ("PNG", {"compress_level": 1}),
        ("WEBP", {"method": 0, "quality": 30}),
        ("AVIF", {"speed": 10, "quality": 40, "subsampling": "4:4:4"}),
    ],
    ids=["JPEG", "progressive JPEG", "PNG", "WebP", "AVIF"],
)
def test_fifty_megapixels_fit_into_the_functions_memory(kind: str, options: dict[str, Any], tmp_path: Path) -> None:
    assert 0.999 * PIXELS_MAX < WIDTH * HEIGHT <= PIXELS_MAX
    file = tmp_path / "photo"
    content = photo(WIDTH, HEIGHT, kind, **options)
    file.write_bytes(content)
    assert len(content) <= SIZE_MAX
    width, height, peak_kib = map(int, run(CHILD, file).split())
    print(f"{kind} of {len(content) / 1e6:.1f} MB: {peak_kib / 1024:.0f} MiB of {IMAGE_FUNCTION.memory_mib}")
    assert (width, height) == (WIDTH, HEIGHT)
    assert peak_kib / 1024 + BESIDE < IMAGE_FUNCTION.memory_mib


def test_an_avif_that_hides_its_size_takes_no_more_memory_than_decoders_may(tmp_path: Path) -> None:
    written = io.BytesIO()
    Image.new("L", (HIDDEN_SIDE, HIDDEN_SIDE), 90).save(written, "AVIF", speed=10, quality=30)
    content = written.getvalue()
    size = content.index(b"ispe") + 8
    file = tmp_path / "photo.avif"
    file.write_bytes(content[:size] + struct.pack(">LL", 64, 48) + content[size + 8 :])
    assert run(LIMITED, file).split() == ["DAMAGED", "accepted"]
