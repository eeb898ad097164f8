"""The sky, and what stands at the horizon."""

from math import sin
from random import Random

from demo.drawings.canvas import HEIGHT, WIDTH, Canvas, Colour, darker, lighter, mix
from demo.drawings.style import LIGHTS, Backdrop, Hour, Light, Style

HORIZON = 640.0
RAINBOW: tuple[Colour, ...] = (
    (236, 92, 92),
    (246, 158, 76),
    (250, 220, 96),
    (116, 198, 116),
    (92, 156, 226),
    (146, 108, 204),
)


def paint_sky(canvas: Canvas, style: Style, rng: Random) -> None:
    light = LIGHTS[style.hour]
    canvas.gradient(0, HORIZON + 40, light.sky)
    if style.hour is Hour.NIGHT:
        _stars(canvas, rng)
        _moon(canvas, rng)
    elif style.hour is not Hour.SNOW:
        _sun(canvas, style.hour, rng)
    if style.rainbow:
        _rainbow(canvas)
    if style.hour is not Hour.NIGHT:
        for _ in range(rng.randint(3, 5)):
            _cloud(canvas, light, rng)
    BACKDROPS[style.backdrop](canvas, light, rng)


def _sun(canvas: Canvas, hour: Hour, rng: Random) -> None:
    height = {Hour.MORNING: 330.0, Hour.DAY: 150.0, Hour.DUSK: 520.0}[hour]
    x = rng.choice([rng.uniform(150, 380), rng.uniform(1120, 1350)])
    warm: Colour = (255, 246, 214) if hour is Hour.DAY else (255, 224, 168)
    canvas.glow(x, height, 360, warm, 0.75)
    canvas.disc(x, height, 52, 52, lighter(warm, 0.5))


def _moon(canvas: Canvas, rng: Random) -> None:
    x, y = rng.uniform(1080, 1320), rng.uniform(120, 190)
    canvas.glow(x, y, 260, (200, 214, 255), 0.5)
    canvas.disc(x, y, 50, 50, (244, 242, 226))
    for dx, dy, size in ((-16, -10, 10), (14, 12, 13), (8, -22, 6)):
        canvas.disc(x + dx, y + dy, size, size, (222, 220, 208))


def _stars(canvas: Canvas, rng: Random) -> None:
    for _ in range(150):
        size = rng.choice([0.8, 1.0, 1.3, 2.0])
        x, y = rng.uniform(0, WIDTH), rng.uniform(0, 520)
        canvas.disc(x, y, size, size, (255, 252, 236), rng.uniform(0.35, 1))


def _rainbow(canvas: Canvas) -> None:
    for ring, colour in enumerate(RAINBOW):
        canvas.arc(760, 700, 640 - ring * 17, colour, 18, 0.5)


def _cloud(canvas: Canvas, light: Light, rng: Random) -> None:
    x, y, size = rng.uniform(60, WIDTH - 60), rng.uniform(70, 330), rng.uniform(0.6, 1.25)
    white = mix((255, 255, 255), light.sky[len(light.sky) // 2], 0.2)
    puffs = [(-92, 10, 46), (-44, -16, 58), (18, -30, 68), (76, -6, 52), (118, 14, 36)]
    for dx, dy, radius in puffs:
        canvas.disc(x + dx * size, y + dy * size + 9, radius * size, radius * size * 0.62, darker(white, 0.1), 0.35)
    for dx, dy, radius in puffs:
        canvas.disc(x + dx * size, y + dy * size, radius * size, radius * size * 0.62, white)


def _ridge(canvas: Canvas, rng: Random, base: float, height: float, colour: Colour, steps: float) -> None:
    """A rolling line of land from edge to edge."""
    shift = rng.uniform(0, 10)
    line = [
        (x, base - height * (0.55 + 0.3 * sin(x / steps + shift) + 0.15 * sin(x / steps * 2.7 + shift * 3)))
        for x in range(0, WIDTH + 20, 20)
    ]
    canvas.polygon([(0, HEIGHT), *line, (WIDTH, HEIGHT)], colour)


def _hills(canvas: Canvas, light: Light, rng: Random) -> None:
    ground = light.on(light.ground)
    _ridge(canvas, rng, HORIZON + 10, 170, mix(light.far, ground, 0.15), 230)
    _ridge(canvas, rng, HORIZON + 20, 110, mix(light.far, ground, 0.5), 170)


def _mountains(canvas: Canvas, light: Light, rng: Random) -> None:
    for x in range(-80, WIDTH + 160, 190):
        peak, top = x + rng.uniform(-40, 40), HORIZON - rng.uniform(190, 330)
        half = rng.uniform(190, 270)
        rock = mix(light.far, light.sky[-1], rng.uniform(0.05, 0.3))
        canvas.polygon([(peak - half, HORIZON + 30), (peak, top), (peak + half, HORIZON + 30)], rock)
        canvas.polygon([(peak, top), (peak + half, HORIZON + 30), (peak + 20, HORIZON + 30)], darker(rock, 0.12))
        snow = lighter(light.on((250, 250, 255)), 0.1)
        part = half * 70 / (HORIZON + 30 - top)
        zigzag = [(peak + part, top + 70), (peak + part * 0.3, top + 52), (peak - part * 0.2, top + 78)]
        canvas.polygon([(peak, top), *zigzag, (peak - part, top + 70)], snow)
    _ridge(canvas, rng, HORIZON + 20, 70, mix(light.far, light.on(light.ground), 0.6), 150)


def _town(canvas: Canvas, light: Light, rng: Random) -> None:
    _ridge(canvas, rng, HORIZON, 120, mix(light.far, light.sky[-1], 0.35), 240)
    x = -20.0
    while x < WIDTH:
        wide, high = rng.uniform(50, 96), rng.uniform(70, 170)
        wall = mix(light.far, light.sky[-1], rng.uniform(0.0, 0.25))
        canvas.box(x, HORIZON - high, x + wide, HORIZON + 60, wall)
        gable = rng.uniform(24, 46)
        roof = [(x - 4, HORIZON - high), (x + wide / 2, HORIZON - high - gable), (x + wide + 4, HORIZON - high)]
        canvas.polygon(roof, darker(wall, 0.14))
        for column in range(int(wide // 24)):
            lit = rng.random() < light.lamps * 0.7
            pane: Colour = (255, 214, 140) if lit else darker(wall, 0.18)
            left, top = x + 9 + column * 23, HORIZON - high + rng.choice([18, 54])
            canvas.box(left, top, left + 10, top + 15, pane)
        x += wide + 1


def _sea(canvas: Canvas, light: Light, rng: Random) -> None:
    water = mix(light.sky[0], light.on((60, 150, 190)), 0.55)
    canvas.gradient(HORIZON - 92, HORIZON + 60, (lighter(water, 0.3), water))
    for _ in range(60):
        x, y = rng.uniform(0, WIDTH), rng.uniform(HORIZON - 86, HORIZON)
        canvas.line([(x, y), (x + rng.uniform(20, 80), y)], lighter(water, 0.55), 1.6, 0.5)
    x = rng.choice([190.0, 1290.0])
    canvas.polygon(
        [(x - 34, HORIZON - 76), (x + 34, HORIZON - 76), (x + 20, HORIZON - 60), (x - 20, HORIZON - 60)],
        darker(water, 0.5),
    )
    canvas.polygon([(x - 3, HORIZON - 84), (x - 3, HORIZON - 168), (x - 44, HORIZON - 84)], (250, 246, 238))
    canvas.polygon([(x + 3, HORIZON - 84), (x + 3, HORIZON - 156), (x + 34, HORIZON - 84)], (238, 226, 212))


def _forest(canvas: Canvas, light: Light, rng: Random) -> None:
    for depth, (share, high) in enumerate([(0.15, 210), (0.42, 150), (0.62, 96)]):
        green = mix(light.far, light.on((54, 104, 74)), share)
        for x in range(-30, WIDTH + 30, 34 - depth * 4):
            middle, tall = x + rng.uniform(-12, 12), high * rng.uniform(0.7, 1.1)
            base = HORIZON + 24
            canvas.polygon([(middle - 30, base), (middle, base - tall), (middle + 30, base)], green)


BACKDROPS = {
    Backdrop.HILLS: _hills,
    Backdrop.MOUNTAINS: _mountains,
    Backdrop.TOWN: _town,
    Backdrop.SEA: _sea,
    Backdrop.FOREST: _forest,
}
