"""The ground, the path to the door, and what grows there."""

from random import Random

from demo.drawings.builder import BASE, SNOW, STONE
from demo.drawings.canvas import HEIGHT, WIDTH, Canvas, darker, lighter, mix
from demo.drawings.sky import HORIZON
from demo.drawings.style import LIGHTS, Hour, Light, Style
from demo.drawings.trees import Planter


def paint_ground(canvas: Canvas, style: Style, rng: Random) -> None:
    light = LIGHTS[style.hour]
    ground = light.on(light.ground)
    canvas.gradient(HORIZON, HEIGHT, (mix(ground, light.far, 0.25), ground, darker(ground, 0.12)))
    for _ in range(46):
        x, y = rng.uniform(0, WIDTH), rng.uniform(HORIZON + 30, HEIGHT)
        tone = lighter(ground, 0.16) if rng.choice([True, False]) else darker(ground, 0.1)
        canvas.disc(x, y, rng.uniform(60, 180), rng.uniform(5, 15), tone, 0.28)
    if style.hour is not Hour.SNOW:
        for _ in range(420):
            x, y = rng.uniform(0, WIDTH), rng.uniform(HORIZON + 60, HEIGHT)
            size = 4 + (y - HORIZON) / 40
            tip = x + rng.uniform(-4, 4)
            canvas.line([(x, y), (tip, y - size)], darker(ground, rng.uniform(0.05, 0.22)), 2, 0.7)


def paint_path(canvas: Canvas, style: Style, rng: Random, door: float) -> None:
    """A path that widens towards the viewer."""
    light = LIGHTS[style.hour]
    stone = light.on(mix(STONE, (226, 206, 172), 0.5))
    canvas.polygon([(door - 46, BASE + 6), (door + 46, BASE + 6), (door + 210, HEIGHT), (door - 150, HEIGHT)], stone)
    for row in range(7):
        share = (row / 7) ** 1.5
        y, half = BASE + 12 + (HEIGHT - BASE) * share, 46 + 134 * share
        shift = door + 30 * share
        canvas.line([(shift - half, y), (shift + half, y)], darker(stone, 0.3), 1.5 + share * 2, 0.5)
        joint = shift + rng.uniform(-0.4, 0.4) * half
        canvas.line([(joint, y), (joint + 6, y + 18 + 26 * share)], darker(stone, 0.3), 1.5 + share, 0.5)


def paint_plants(canvas: Canvas, style: Style, rng: Random) -> None:
    """Trees at both sides, flowers before the house, a fence if there is one."""
    light, trees = LIGHTS[style.hour], Planter(canvas, style, rng)
    for x, base, size in _places(rng):
        trees.plant(x, base, size)
    if style.fence:
        _fence(canvas, light)
    for left, right in ((330, 650), (850, 1180)):
        _bed(canvas, light, style, rng, left, right)


def _places(rng: Random) -> list[tuple[float, float, float]]:
    """Where trees stand: (x, foot, size), from the far ones to the near ones."""
    left = [(rng.uniform(230, 300), 790.0, 0.72), (rng.uniform(70, 150), 850.0, 1.05)]
    right = [(rng.uniform(1225, 1290), 780.0, 0.7), (rng.uniform(1360, 1430), 846.0, 1.0)]
    return sorted(left + right, key=lambda spot: spot[1])


def _fence(canvas: Canvas, light: Light) -> None:
    paint = light.on((250, 248, 242))
    for left, right in ((0, 600), (900, WIDTH)):
        for y in (872, 906):
            canvas.box(left, y, right, y + 9, darker(paint, 0.12))
        for x in range(left + 8, right - 10, 34):
            canvas.polygon([(x, 936), (x, 858), (x + 9, 844), (x + 18, 858), (x + 18, 936)], paint)
            canvas.box(x + 12, 858, x + 18, 936, darker(paint, 0.3), 0.35)


def _bed(canvas: Canvas, light: Light, style: Style, rng: Random, left: float, right: float) -> None:
    """Bushes at the wall, and flowers among them."""
    green = light.on(style.foliage)
    x = left
    while x < right:
        size = rng.uniform(24, 38)
        canvas.disc(x, BASE + 4, size * 1.2, size, darker(green, 0.22))
        canvas.disc(x - 5, BASE - 3, size * 0.9, size * 0.72, lighter(green, 0.06))
        if style.hour is Hour.SNOW:
            canvas.disc(x - 3, BASE - size * 0.5, size * 0.9, size * 0.4, SNOW)
        x += rng.uniform(30, 50)
    if style.hour is not Hour.SNOW:
        for _ in range(46):
            x, y = rng.uniform(left - 20, right + 20), BASE + rng.uniform(-16, 34)
            petal = light.on(mix(style.flowers, (255, 244, 200), rng.choice([0, 0, 0.5])))
            canvas.disc(x, y, 5.5, 5, petal)
            canvas.disc(x, y, 2, 2, light.on((250, 214, 96)))
