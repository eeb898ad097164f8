"""Processing the largest accepted images stays within the memory of the image function."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from web_service.adapters.images.pillow_image_processor import PIXELS_MAX
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


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {"quality": 75}),
        ("JPEG", {"quality": 75, "progressive": True, "subsampling": 0}),
        ("PNG", {"compress_level": 1}),
        ("WEBP", {"method": 0, "quality": 30}),
    ],
    ids=["JPEG", "progressive JPEG", "PNG", "WebP"],
)
def test_fifty_megapixels_fit_into_the_functions_memory(kind: str, options: dict[str, Any], tmp_path: Path) -> None:
    assert 0.999 * PIXELS_MAX < WIDTH * HEIGHT <= PIXELS_MAX
    file = tmp_path / "photo"
    content = photo(WIDTH, HEIGHT, kind, **options)
    file.write_bytes(content)
    assert len(content) <= SIZE_MAX
    environment = os.environ | {"PYTHONPATH": str(IMAGE_FUNCTION.code)}
    printed = subprocess.run(
        [sys.executable, "-c", CHILD, file], env=environment, capture_output=True, text=True, check=True
    ).stdout
    width, height, peak_kib = map(int, printed.split())
    print(f"{kind} of {len(content) / 1e6:.1f} MB: {peak_kib / 1024:.0f} MiB of {IMAGE_FUNCTION.memory_mib}")
    assert (width, height) == (WIDTH, HEIGHT)
    assert peak_kib / 1024 + BESIDE < IMAGE_FUNCTION.memory_mib
