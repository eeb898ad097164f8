"""The command's tests draw each house once: a drawing takes a quarter of a second, and looks the same every time."""

from functools import cache

import pytest

from demo import seed, story
from demo.drawings.draw import draw

draw_once = cache(draw)


@pytest.fixture(autouse=True)
def drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (seed, story):
        monkeypatch.setattr(module, "draw", draw_once)
