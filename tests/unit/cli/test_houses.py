"""The drawn houses."""

from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image

from demo.catalogue import HOUSES
from demo.drawings.canvas import PIXELS
from demo.drawings.draw import draw
from demo.drawings.style import Backdrop, Form, Hour, Tree

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def drawings() -> list[bytes]:
    return [draw(house.style) for house in HOUSES]


def test_the_same_style_gives_the_same_drawing(drawings: list[bytes]) -> None:
    assert draw(HOUSES[0].style) == drawings[0]


def test_every_house_has_another_style(drawings: list[bytes]) -> None:
    assert len({sha256(drawing).digest() for drawing in drawings}) == len(HOUSES) == 12
    assert {house.style.form for house in HOUSES} == set(Form)


def test_no_two_drawings_are_nearly_the_same(drawings: list[bytes]) -> None:
    small = [Image.open(BytesIO(drawing)).convert("L").resize((16, 12)).tobytes() for drawing in drawings]
    for number, one in enumerate(small):
        for other in small[number + 1 :]:
            difference = sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)
            assert difference > 8


def test_a_drawing_is_a_photo_sized_jpeg(drawings: list[bytes]) -> None:
    for drawing in drawings:
        image = Image.open(BytesIO(drawing))
        assert (image.format, image.size) == ("JPEG", PIXELS)
        assert 30_000 < len(drawing) < 600_000


def test_a_drawing_has_light_shade_and_colour(drawings: list[bytes]) -> None:
    for drawing in drawings:
        image = Image.open(BytesIO(drawing)).resize((60, 40))
        darkest, brightest = image.convert("L").getextrema()
        assert float(str(brightest)) - float(str(darkest)) > 90
        assert len(image.getcolors(2400) or []) > 400


def test_a_form_can_be_drawn_at_another_hour_and_elsewhere() -> None:
    hours, trees, backdrops = list(Hour), list(Tree), list(Backdrop)
    for number, house in enumerate(HOUSES):
        hour = hours[(hours.index(house.style.hour) + 1 + number % 4) % 5]
        assert draw(replace(house.style, hour=hour, tree=trees[number % 5], backdrop=backdrops[number % 5]))
