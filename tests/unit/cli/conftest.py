"""The command's tests draw each house once: a drawing takes a quarter of a second, and looks the same every time."""

from collections.abc import Iterator
from functools import cache

import pytest

from demo import seed, story
from demo.drawings.draw import draw
from tests.request_models import validated_requests

draw_once = cache(draw)


@pytest.fixture(autouse=True)
def drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (seed, story):
        monkeypatch.setattr(module, "draw", draw_once)


@pytest.fixture(autouse=True, scope="package")
def the_gateway_lets_pass_what_the_command_sends() -> Iterator[None]:
    with validated_requests():
        yield
