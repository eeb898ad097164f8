"""A canvas to paint on: shapes in drawing units, drawn larger and scaled down so that every edge is smooth."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

type Colour = tuple[int, int, int]
type Point = tuple[float, float]

WIDTH, HEIGHT = 1500, 1000
SCALE = 2
PIXELS = (1200, 800)
QUALITY = 88


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return the colour between the two; `share` is the other's part, 0 to 1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def darker(colour: Colour, share: float = 0.2) -> Colour:
    return mix(colour, (18, 16, 34), share)


def lighter(colour: Colour, share: float = 0.2) -> Colour:
    return mix(colour, (255, 252, 244), share)


class Canvas:
    """Shapes take points in drawing units, from the upper left corner; `strength` is their opacity, 0 to 1."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self._draw = ImageDraw.Draw(self._image, "RGBA")

    def polygon(self, points: Sequence[Point], fill: Colour, strength: float = 1.0) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=_rgba(fill, strength))

    def box(self, left: float, top: float, right: float, bottom: float, fill: Colour, strength: float = 1.0) -> None:
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], fill, strength)

    def rounded(self, box: tuple[float, float, float, float], radius: float, fill: Colour) -> None:
        """A box with round upper corners."""
        left, top, right, bottom = (side * SCALE for side in box)
        corners = (True, True, False, False)
        self._draw.rounded_rectangle((left, top, right, bottom), radius * SCALE, fill=fill, corners=corners)

    def disc(self, x: float, y: float, across: float, high: float, fill: Colour, strength: float = 1.0) -> None:
        """An ellipse about its centre; `across` and `high` are its half axes."""
        box = [(x - across) * SCALE, (y - high) * SCALE, (x + across) * SCALE, (y + high) * SCALE]
        self._draw.ellipse(box, fill=_rgba(fill, strength))

    def line(self, points: Sequence[Point], fill: Colour, width: float, strength: float = 1.0) -> None:
        path = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(path, fill=_rgba(fill, strength), width=max(1, round(width * SCALE)), joint="curve")

    def arc(self, x: float, y: float, radius: float, fill: Colour, width: float, strength: float = 1.0) -> None:
        """The upper half of a ring."""
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self._draw.arc(box, 180, 360, fill=_rgba(fill, strength), width=round(width * SCALE))

    def gradient(self, top: float, bottom: float, colours: Sequence[Colour]) -> None:
        """Fill the drawing's whole width between two heights, from colour to colour downwards."""
        strip = Image.new("RGB", (1, len(colours)))
        strip.putdata(list(colours))
        high = round((bottom - top) * SCALE)
        column = strip.resize((1, high), Image.Resampling.BICUBIC)
        band = column.resize((WIDTH * SCALE, high), Image.Resampling.NEAREST)  # one colour to a row
        self._image.paste(band, (0, round(top * SCALE)))

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """A soft light that fades outwards."""
        side = round(radius * 2 * SCALE)
        light = Image.radial_gradient("L").resize((side, side))
        mask = light.point(lambda far: round(max(0.0, 1 - far / 181) ** 2 * 255 * strength))
        self._image.paste(colour, (round((x - radius) * SCALE), round((y - radius) * SCALE)), mask)

    def jpeg(self) -> bytes:
        """Return the finished drawing; the same shapes always give the same bytes."""
        small = self._image.resize(PIXELS, Image.Resampling.LANCZOS, reducing_gap=1.01)  # halved at once, first
        target = BytesIO()
        small.save(target, "JPEG", quality=QUALITY, optimize=True)
        return target.getvalue()


def _rgba(colour: Colour, strength: float) -> tuple[int, int, int, int]:
    return (*colour, round(255 * strength))
