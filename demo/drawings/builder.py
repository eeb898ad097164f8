"""The parts that houses are built of: walls, roofs, windows, doors."""

from collections.abc import Sequence
from random import Random

from demo.drawings.canvas import Canvas, Colour, Point, darker, lighter, mix
from demo.drawings.style import LIGHTS, Hour, Style

BASE = 800.0  # where every house stands
LAMP: Colour = (255, 212, 128)
SNOW: Colour = (250, 251, 255)
STONE: Colour = (176, 168, 158)


class Builder:
    """Builds with one style's colours in one light."""

    def __init__(self, canvas: Canvas, style: Style, rng: Random) -> None:
        self.canvas, self.style, self.rng, self.light = canvas, style, rng, LIGHTS[style.hour]
        self.walls, self.roof = self.light.on(style.walls), self.light.on(style.roof)
        self.snows = style.hour is Hour.SNOW
        self.trim, self.door_colour = self.light.on(style.trim), self.light.on(style.door)

    def wall(self, left: float, top: float, right: float, bottom: float, colour: Colour | None = None) -> None:
        """A wall that is lit from the left, on a course of stone if it reaches the ground."""
        colour = colour or self.walls
        self.canvas.box(left, top, right, bottom, colour)
        parts = 14
        for part in range(parts):
            edge = left + (right - left) * part / parts
            self.canvas.box(edge, top, right, bottom, darker(colour, 0.5), 0.018)
        self.canvas.box(left, top, right, top + 16, darker(colour, 0.6), 0.22)
        if bottom == BASE:
            self.canvas.box(left - 3, bottom - 20, right + 3, bottom, darker(self.light.on(STONE), 0.05))

    def boards(self, left: float, top: float, right: float, bottom: float) -> None:
        """Lines of weatherboard over a wall."""
        for y in range(round(top) + 14, round(bottom), 16):
            self.canvas.line([(left, y), (right, y)], darker(self.walls, 0.3), 1.4, 0.4)

    def slope(self, left: float, right: float, eave: float, ridge: float, inset: float) -> None:
        """A roof seen from its long side; `inset` is how much shorter the ridge is at each end."""
        self.canvas.polygon([(left + inset, ridge), (right - inset, ridge), (right, eave), (left, eave)], self.roof)
        rows = max(3, round((eave - ridge) / 15))
        for row in range(1, rows):
            y, pull = ridge + (eave - ridge) * row / rows, inset * (1 - row / rows)
            self.canvas.line([(left + pull, y), (right - pull, y)], darker(self.roof, 0.35), 1.6, 0.5)
        self.canvas.line([(left + inset, ridge), (right - inset, ridge)], lighter(self.roof, 0.2), 5)
        self.canvas.box(left, eave - 2, right, eave + 9, darker(self.roof, 0.35))
        low = ridge + (eave - ridge) * 0.45
        self.snow([(left + inset, ridge), (right - inset, ridge), (right - inset / 2, low), (left + inset / 2, low)])

    def snow(self, points: Sequence[Point]) -> None:
        """Snow where it would lie, in winter."""
        if self.snows:
            self.canvas.polygon(points, SNOW, 0.95)

    def railing(self, left: float, right: float, top: float, bottom: float, apart: int) -> None:
        """A balustrade; its bars stand `apart` from each other."""
        self.canvas.box(left, top, right, top + 7, self.trim)
        for x in range(round(left) + 6, round(right), apart):
            self.canvas.box(x, top, x + 5, bottom, self.trim)

    def lattice(self, left: float, right: float, top: float, bottom: float, fields: int, colour: Colour) -> None:
        """Upright bars before a window, that part it into fields."""
        for bar in range(1, fields):
            x = left + (right - left) * bar / fields
            self.canvas.line([(x, top), (x, bottom)], colour, 3.5)

    def gable(self, left: float, right: float, eave: float, peak: float, over: float = 26) -> None:
        """A gable end: the wall's triangle under two edges of roof that stand over by `over`."""
        middle, drop = (left + right) / 2, over * (eave - peak) / ((right - left) / 2)
        self.canvas.polygon([(left, eave), (middle, peak), (right, eave)], self.walls)
        self.canvas.polygon([(middle, peak), (right, eave), (middle, eave)], darker(self.walls, 0.5), 0.1)
        for side in (left - over, right + over):
            edge = [(middle, peak - 24), (side, eave + drop), (side, eave + drop + 22), (middle, peak + 2)]
            self.canvas.polygon(edge, self.roof if side < middle else darker(self.roof, 0.18))
            self.snow([(middle, peak - 34), (side, eave + drop - 10), (side, eave + drop + 4), (middle, peak - 20)])

    def window(
        self, x: float, y: float, wide: float, high: float, *, cross: bool = True, shutters: bool = False
    ) -> None:
        """A window about its centre."""
        left, right, top, bottom = x - wide / 2, x + wide / 2, y - high / 2, y + high / 2
        if shutters:
            for edge in (left - wide * 0.36, right + 6):
                self.canvas.box(edge, top - 4, edge + wide * 0.36 - 6, bottom + 4, self.door_colour)
                self.canvas.box(edge + 4, top + 2, edge + wide * 0.36 - 10, bottom - 2, darker(self.door_colour, 0.14))
        self.canvas.box(left - 7, top - 7, right + 7, bottom + 7, self.trim)
        self.pane(left, top, right, bottom)
        if cross:
            self.canvas.line([(x, top), (x, bottom)], self.trim, 5)
            self.canvas.line([(left, y - high * 0.1), (right, y - high * 0.1)], self.trim, 4)
        self.canvas.box(left - 12, bottom + 6, right + 12, bottom + 14, darker(self.trim, 0.12))

    def pane(self, left: float, top: float, right: float, bottom: float) -> None:
        """Glass: it shines after dark, and holds the sky's colour by day."""
        lit = self.light.lamps > 0 and self.rng.random() < 0.35 + self.light.lamps * 0.5
        if lit:
            self.canvas.glow(
                (left + right) / 2, (top + bottom) / 2, (right - left) * 1.5, LAMP, 0.34 * self.light.lamps
            )
            self.canvas.box(left, top, right, bottom, LAMP)
            self.canvas.box(left, top + (bottom - top) * 0.55, right, bottom, (246, 178, 92), 0.5)
            return
        glass = mix(self.light.on((108, 152, 178)), self.light.sky[1], 0.45)
        self.canvas.box(left, top, right, bottom, darker(glass, 0.15))
        wide, high = right - left, bottom - top
        shine = [
            (left + wide * 0.15, bottom),
            (left + wide * 0.6, top),
            (left + wide * 0.85, top),
            (left + wide * 0.4, bottom),
        ]
        self.canvas.polygon(shine, (255, 255, 255), 0.28)
        self.canvas.box(left, top, right, top + high * 0.12, (20, 24, 40), 0.25)

    def windows(
        self, left: float, right: float, y: float, count: int, size: tuple[float, float], *, shutters: bool = False
    ) -> None:
        """A row of windows, spread evenly between two edges."""
        for number in range(count):
            x = left + (right - left) * (number + 0.5) / count
            self.window(x, y, *size, shutters=shutters)

    def door(self, x: float, wide: float = 84, high: float = 168, *, step: bool = True) -> None:
        top = BASE - high
        self.canvas.box(x - wide / 2 - 9, top - 9, x + wide / 2 + 9, BASE, self.trim)
        self.canvas.box(x - wide / 2, top, x + wide / 2, BASE, self.door_colour)
        for side in (-1, 1):
            middle = x + side * wide / 4
            self.canvas.box(
                middle - wide * 0.16, top + 62, middle + wide * 0.16, BASE - 18, darker(self.door_colour, 0.22)
            )
        self.pane(x - wide * 0.32, top + 14, x + wide * 0.32, top + 46)
        self.canvas.disc(x + wide * 0.34, BASE - high * 0.45, 5, 5, (240, 204, 110))
        if step:
            self.canvas.box(
                x - wide / 2 - 22, BASE - 8, x + wide / 2 + 22, BASE + 10, darker(self.light.on(STONE), 0.15)
            )

    def chimney(self, x: float, top: float, bottom: float) -> None:
        brick = self.light.on((168, 92, 74))
        self.canvas.box(x - 24, top, x + 24, bottom, brick)
        self.canvas.box(x + 4, top, x + 24, bottom, darker(brick, 0.5), 0.2)
        self.canvas.box(x - 30, top - 12, x + 30, top + 4, darker(brick, 0.25))
        for puff in range(5):
            drift = x + 12 + puff * 20 + self.rng.uniform(-5, 5)
            self.canvas.disc(
                drift, top - 36 - puff * 30, 17 + puff * 6, 13 + puff * 5, (246, 246, 250), 0.42 - puff * 0.07
            )

    def shadow(self, left: float, right: float) -> None:
        """Draw the shadow of the house on the ground, away from the light."""
        ground = darker(self.light.on(self.light.ground), 0.7)
        self.canvas.polygon(
            [(left, BASE - 4), (right, BASE - 4), (right + 110, BASE + 44), (left + 60, BASE + 44)], ground, 0.32
        )
