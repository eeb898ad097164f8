#!/usr/bin/env bash
# Pillow 13.0.0: a progressive or optimized JPEG that has more than two bytes a pixel cannot be saved.
#
# The guess: options of one encoder change the size and the quality of a file, not whether there is one.
# The behaviour: with `optimize` or `progressive`, libjpeg needs a buffer for the whole file, and Pillow guesses its size:
# one byte a pixel, two from quality 95 on. Noise in full colours (`subsampling=0`) has more: "broken data stream when
# writing image file". The same picture is saved without these options, and with half of its colours.
#
# Seen: 30 November 2026, Python 3.13.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check pillow==13.0.0
"$folder/bin/python" - <<'PYTHON'
import io
import sys
from random import Random

import PIL
from PIL import Image

SIDE = 1024
noise = Image.frombytes("RGB", (SIDE, SIDE), Random(1).randbytes(SIDE * SIDE * 3))


def saved(**options):
    file = io.BytesIO()
    try:
        noise.save(file, "JPEG", quality=95, **options)
    except OSError as error:
        return str(error)
    return len(file.getvalue())


plain, half = saved(subsampling=0), saved(progressive=True)
full = [saved(subsampling=0, progressive=True), saved(subsampling=0, optimize=True)]
print(f"Pillow {PIL.__version__}, {SIDE * SIDE} pixels")
print(f"guess:     some {plain} bytes each")
print(f"behaviour: {full}; plain {plain}, progressive with half of the colours {half}")
refused = "broken data stream when writing image file"
is_seen = full == [refused] * 2 and all(isinstance(size, int) for size in (plain, half))
sys.exit(0 if is_seen else "the behaviour has changed")
PYTHON
