"""Paint one drawing of a house: sky, ground, house, garden."""

from collections.abc import Callable
from random import Random

from demo.drawings.builder import BASE, Builder
from demo.drawings.canvas import HEIGHT, WIDTH, Canvas
from demo.drawings.garden import paint_ground, paint_path, paint_plants
from demo.drawings.in_the_country import a_frame, bungalow, cottage, farmhouse, half_timbered, lighthouse
from demo.drawings.in_town import apartments, castle, machiya, modern, townhouses, villa
from demo.drawings.sky import paint_sky
from demo.drawings.style import Form, Hour, Style

FORMS: dict[Form, Callable[[Builder], None]] = {
    Form.A_FRAME: a_frame,
    Form.APARTMENTS: apartments,
    Form.BUNGALOW: bungalow,
    Form.CASTLE: castle,
    Form.COTTAGE: cottage,
    Form.FARMHOUSE: farmhouse,
    Form.HALF_TIMBERED: half_timbered,
    Form.LIGHTHOUSE: lighthouse,
    Form.MACHIYA: machiya,
    Form.MODERN: modern,
    Form.TOWNHOUSES: townhouses,
    Form.VILLA: villa,
}
MIDDLE = 750.0
DOORS = {Form.FARMHOUSE: 600.0, Form.LIGHTHOUSE: 780.0, Form.MODERN: 830.0, Form.TOWNHOUSES: 700.0}


def draw(style: Style) -> bytes:
    """Return a JPEG of the house. The same style gives the same bytes."""
    rng, canvas, door = Random(style.seed), Canvas(), DOORS.get(style.form, MIDDLE)
    paint_sky(canvas, style, rng)
    paint_ground(canvas, style, rng)
    paint_path(canvas, style, rng, door)
    FORMS[style.form](Builder(canvas, style, rng))
    paint_plants(canvas, style, rng)
    if style.hour is Hour.SNOW:
        for _ in range(420):
            size = rng.uniform(1.2, 4.2)
            canvas.disc(rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT), size, size, (255, 255, 255), 0.85)
    if style.hour is Hour.NIGHT:
        canvas.glow(door, BASE - 120, 260, (255, 214, 140), 0.2)
    return canvas.jpeg()
