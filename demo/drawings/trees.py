"""Trees of five kinds. Each stands with its foot at (x, base); a size of 1 is a full-grown tree in front."""

from math import cos, pi, sin
from random import Random

from demo.drawings.builder import SNOW
from demo.drawings.canvas import Canvas, Colour, darker, lighter, mix
from demo.drawings.style import LIGHTS, Hour, Style, Tree


class Planter:
    """Plants one style's trees in its light."""

    def __init__(self, canvas: Canvas, style: Style, rng: Random) -> None:
        self._canvas, self._style, self._rng, self._light = canvas, style, rng, LIGHTS[style.hour]
        self._leaf = self._light.on(style.foliage)
        self._kinds = {
            Tree.ROUND: self.round,
            Tree.FIR: self.fir,
            Tree.CHERRY: self.cherry,
            Tree.PALM: self.palm,
            Tree.POPLAR: self.poplar,
        }

    def plant(self, x: float, base: float, size: float) -> None:
        """Plant a tree of the style's kind, with its shadow."""
        self._canvas.disc(x + 34 * size, base + 4, 92 * size, 13 * size, (14, 20, 34), 0.22)
        self._kinds[self._style.tree](x, base, size)

    def _trunk(self, x: float, base: float, size: float, high: float) -> None:
        bark = self._light.on((112, 78, 58))
        top = base - high * size
        self._canvas.polygon(
            [(x - 15 * size, base), (x - 8 * size, top), (x + 8 * size, top), (x + 15 * size, base)], bark
        )
        self._canvas.polygon(
            [(x + 2 * size, base), (x + 2 * size, top), (x + 8 * size, top), (x + 15 * size, base)], darker(bark, 0.3)
        )

    def _crown(self, x: float, y: float, size: float, colour: Colour) -> None:
        """Leaves as many round tufts: dark ones below, light ones towards the light."""
        self._canvas.disc(x, y, 98 * size, 84 * size, darker(colour, 0.15))
        for layer in range(6):
            share = layer / 5
            tone = mix(darker(colour, 0.28), lighter(colour, 0.2), share)
            for _ in range(15 - layer):
                angle, far = self._rng.uniform(0, 2 * pi), self._rng.uniform(0.2, 1) ** 0.5
                tuft = self._rng.uniform(20, 36) * size
                dx = cos(angle) * far * (96 - 34 * share) - 16 * share
                dy = sin(angle) * far * (78 - 34 * share) + 26 - 52 * share
                self._canvas.disc(x + dx * size, y + dy * size, tuft, tuft * 0.88, tone)

    def round(self, x: float, base: float, size: float) -> None:
        self._trunk(x, base, size, 190)
        self._crown(x, base - 270 * size, size * 1.15, self._leaf)

    def cherry(self, x: float, base: float, size: float) -> None:
        bark = self._light.on((92, 62, 62))
        for dx, dy in ((-60, -150), (56, -160), (0, -200)):
            self._canvas.line([(x, base - 90 * size), (x + dx * size, base + dy * size)], bark, 11 * size)
        self._trunk(x, base, size, 120)
        blossom = self._light.on((248, 184, 204))
        self._crown(x, base - 235 * size, size * 1.3, blossom)
        for _ in range(26):
            self._canvas.disc(
                x + self._rng.uniform(-130, 130) * size, base + self._rng.uniform(-40, 24), 4, 2.6, blossom, 0.9
            )

    def fir(self, x: float, base: float, size: float) -> None:
        self._trunk(x, base, size * 0.8, 60)
        green = self._leaf
        for tier in range(5):
            low, half = base - (44 + tier * 66) * size, (112 - tier * 20) * size
            top = low - 116 * size
            self._canvas.polygon([(x - half, low), (x, top), (x + half, low)], green)
            self._canvas.polygon([(x, low), (x, top), (x + half, low)], darker(green, 0.25))
            if self._style.hour is Hour.SNOW:
                cap = [
                    (x - half * 0.9, low - 8 * size),
                    (x, top),
                    (x + half * 0.55, low - 48 * size),
                    (x, low - 34 * size),
                ]
                self._canvas.polygon(cap, SNOW, 0.95)

    def poplar(self, x: float, base: float, size: float) -> None:
        self._trunk(x, base, size * 0.8, 90)
        green = self._leaf
        for tone, shift in ((darker(green, 0.28), 8), (green, 0), (lighter(green, 0.16), -12)):
            for step in range(11):
                share = step / 10
                wide = (20 + 44 * sin(pi * (0.12 + 0.83 * share))) * size
                y = base - (90 + 330 * share) * size
                self._canvas.disc(
                    x + (shift + self._rng.uniform(-6, 6)) * size,
                    y,
                    wide * (0.75 if shift < 0 else 1),
                    34 * size,
                    tone,
                )

    def palm(self, x: float, base: float, size: float) -> None:
        bark, lean = self._light.on((150, 114, 82)), self._rng.uniform(-40, 40) * size
        top = base - 320 * size
        stem = [(x + lean * (part / 10) ** 2, base - 32 * size * part) for part in range(11)]
        self._canvas.line(stem, bark, 22 * size)
        for spot, y in stem[1:]:
            self._canvas.line([(spot - 10 * size, y), (spot + 10 * size, y + 4)], darker(bark, 0.25), 3)
        green = self._leaf
        for number in range(9):
            angle = pi * (number / 8) + self._rng.uniform(-0.1, 0.1)
            dx, dy = cos(angle), sin(angle)
            tip = (x + lean + dx * 170 * size, top - dy * 70 * size + abs(dx) * 90 * size)
            bend = (x + lean + dx * 90 * size, top - dy * 96 * size - 16 * size)
            tone = darker(green, 0.2) if number % 2 else lighter(green, 0.08)
            self._canvas.polygon(
                [(x + lean, top), (bend[0], bend[1] - 16 * size), tip, (bend[0], bend[1] + 18 * size)], tone
            )
