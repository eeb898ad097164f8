"""A browser shows each generated photo as the tests of the image function expect: turned by the same rules."""

import subprocess
from base64 import b64encode
from pathlib import Path

from PIL import Image

from tests.unit.web.turned import CORNERS, SIZE, Turned, all_turned, corners
from unicorn_cli.site import browser

CELL, COLUMNS = 70, 20  # pixels
BACKGROUND = "#888"


def _page(photos: list[Turned]) -> str:
    cells = (
        f"<img style='left:{n % COLUMNS * CELL}px;top:{n // COLUMNS * CELL}px'"
        f" src='data:image/{photo.kind};base64,{b64encode(photo.content).decode()}'>"
        for n, photo in enumerate(photos)
    )
    return f"<style>body{{background:{BACKGROUND};margin:0}}img{{position:absolute}}</style>{''.join(cells)}"


def _screenshot(page: Path, rows: int) -> Image.Image:
    shot = page.with_suffix(".png")
    command = [browser.chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += [f"--window-size={COLUMNS * CELL},{rows * CELL}", f"--screenshot={shot}", page.as_uri()]
    subprocess.run(command, capture_output=True, check=True, timeout=60)
    return Image.open(shot).convert("RGB")


def test_a_browser_turns_photos_as_the_image_function_does(tmp_path: Path) -> None:
    photos = list(all_turned())
    page = tmp_path / "photos.html"
    page.write_text(_page(photos))
    shot = _screenshot(page, -(-len(photos) // COLUMNS))
    others = {}
    for n, photo in enumerate(photos):
        at = (n % COLUMNS * CELL, n // COLUMNS * CELL)
        beside = shot.getpixel((at[0] + SIZE[0] - 2, at[1] + 5))  # of a photo that stands upright
        size = SIZE[::-1] if beside == (0x88,) * 3 else SIZE
        if (size, corners(shot, size, at)) != (photo.size, CORNERS[photo.shown]):
            others[photo.name] = (size, corners(shot, size, at))
    assert not others
