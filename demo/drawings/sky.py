"""The sky, and what stands at the horizon."""

from math import sin
from random import Random

from demo.drawings.canvas import HEIGHT, WIDTH, Canvas, Colour, darker, lighter, mix
from demo.drawings.look import LIGHTS, Backdrop, Hour, Light, Look

HORIZON = 640.0
RAINBOW: tuple[Colour, ...] = (
    (236, 92, 92),
    (246, 158, 76),
    (250, 220, 96),
    (116, 198, 116),
    (92, 156, 226),
    (146, 108, 204),
)


def paint_sky(canvas: Canvas, look: Look, chance: Random) -> None:
    light = LIGHTS[look.hour]
    canvas.gradient(0, HORIZON + 40, light.sky)
    if look.hour is Hour.NIGHT:
        _stars(canvas, chance)
        _moon(canvas, chance)
    elif look.hour is not Hour.SNOW:
        _sun(canvas, look.hour, chance)
    if look.rainbow:
        _rainbow(canvas)
    if look.hour is not Hour.NIGHT:
        for _ in range(chance.randint(3, 5)):
            _cloud(canvas, light, chance)
    BACKDROPS[look.backdrop](canvas, light, chance)


def _sun(canvas: Canvas, hour: Hour, chance: Random) -> None:
    height = {Hour.MORNING: 330.0, Hour.DAY: 150.0, Hour.DUSK: 520.0}[hour]
    x = chance.choice([chance.uniform(150, 380), chance.uniform(1120, 1350)])
    warm: Colour = (255, 246, 214) if hour is Hour.DAY else (255, 224, 168)
    canvas.glow(x, height, 360, warm, 0.75)
    canvas.disc(x, height, 52, 52, lighter(warm, 0.5))


def _moon(canvas: Canvas, chance: Random) -> None:
    x, y = chance.uniform(1080, 1320), chance.uniform(120, 190)
    canvas.glow(x, y, 260, (200, 214, 255), 0.5)
    canvas.disc(x, y, 50, 50, (244, 242, 226))
    for dx, dy, size in ((-16, -10, 10), (14, 12, 13), (8, -22, 6)):
        canvas.disc(x + dx, y + dy, size, size, (222, 220, 208))


def _stars(canvas: Canvas, chance: Random) -> None:
    for _ in range(150):
        size = chance.choice([0.8, 1.0, 1.3, 2.0])
        x, y = chance.uniform(0, WIDTH), chance.uniform(0, 520)
        canvas.disc(x, y, size, size, (255, 252, 236), chance.uniform(0.35, 1))


def _rainbow(canvas: Canvas) -> None:
    for ring, colour in enumerate(RAINBOW):
        canvas.arc(760, 700, 640 - ring * 17, colour, 18, 0.5)


def _cloud(canvas: Canvas, light: Light, chance: Random) -> None:
    x, y, size = chance.uniform(60, WIDTH - 60), chance.uniform(70, 330), chance.uniform(0.6, 1.25)
    white = mix((255, 255, 255), light.sky[len(light.sky) // 2], 0.2)
    puffs = [(-92, 10, 46), (-44, -16, 58), (18, -30, 68), (76, -6, 52), (118, 14, 36)]
    for dx, dy, radius in puffs:
        canvas.disc(x + dx * size, y + dy * size + 9, radius * size, radius * size * 0.62, darker(white, 0.1), 0.35)
    for dx, dy, radius in puffs:
        canvas.disc(x + dx * size, y + dy * size, radius * size, radius * size * 0.62, white)


def _ridge(canvas: Canvas, chance: Random, base: float, height: float, colour: Colour, steps: float) -> None:
    """A rolling line of land from edge to edge."""
    shift = chance.uniform(0, 10)
    line = [
        (x, base - height * (0.55 + 0.3 * sin(x / steps + shift) + 0.15 * sin(x / steps * 2.7 + shift * 3)))
        for x in range(0, WIDTH + 20, 20)
    ]
    canvas.polygon([(0, HEIGHT), *line, (WIDTH, HEIGHT)], colour)


def _hills(canvas: Canvas, light: Light, chance: Random) -> None:
    ground = light.on(light.ground)
    _ridge(canvas, chance, HORIZON + 10, 170, mix(light.far, ground, 0.15), 230)
    _ridge(canvas, chance, HORIZON + 20, 110, mix(light.far, ground, 0.5), 170)


def _mountains(canvas: Canvas, light: Light, chance: Random) -> None:
    for x in range(-80, WIDTH + 160, 190):
        peak, top = x + chance.uniform(-40, 40), HORIZON - chance.uniform(190, 330)
        half = chance.uniform(190, 270)
        rock = mix(light.far, light.sky[-1], chance.uniform(0.05, 0.3))
        canvas.polygon([(peak - half, HORIZON + 30), (peak, top), (peak + half, HORIZON + 30)], rock)
        canvas.polygon([(peak, top), (peak + half, HORIZON + 30), (peak + 20, HORIZON + 30)], darker(rock, 0.12))
        snow = lighter(light.on((250, 250, 255)), 0.1)
        part = half * 70 / (HORIZON + 30 - top)
        zigzag = [(peak + part, top + 70), (peak + part * 0.3, top + 52), (peak - part * 0.2, top + 78)]
        canvas.polygon([(peak, top), *zigzag, (peak - part, top + 70)], snow)
    _ridge(canvas, chance, HORIZON + 20, 70, mix(light.far, light.on(light.ground), 0.6), 150)


def _town(canvas: Canvas, light: Light, chance: Random) -> None:
    _ridge(canvas, chance, HORIZON, 120, mix(light.far, light.sky[-1], 0.35), 240)
    x = -20.0
    while x < WIDTH:
        wide, high = chance.uniform(50, 96), chance.uniform(70, 170)
        wall = mix(light.far, light.sky[-1], chance.uniform(0.0, 0.25))
        canvas.box(x, HORIZON - high, x + wide, HORIZON + 60, wall)
        gable = chance.uniform(24, 46)
        roof = [(x - 4, HORIZON - high), (x + wide / 2, HORIZON - high - gable), (x + wide + 4, HORIZON - high)]
        canvas.polygon(roof, darker(wall, 0.14))
        for column in range(int(wide // 24)):
            lit = chance.random() < light.lamps * 0.7
            pane: Colour = (255, 214, 140) if lit else darker(wall, 0.18)
            left, top = x + 9 + column * 23, HORIZON - high + chance.choice([18, 54])
            canvas.box(left, top, left + 10, top + 15, pane)
        x += wide + 1


def _sea(canvas: Canvas, light: Light, chance: Random) -> None:
    water = mix(light.sky[0], light.on((60, 150, 190)), 0.55)
    canvas.gradient(HORIZON - 92, HORIZON + 60, (lighter(water, 0.3), water))
    for _ in range(60):
        x, y = chance.uniform(0, WIDTH), chance.uniform(HORIZON - 86, HORIZON)
        canvas.line([(x, y), (x + chance.uniform(20, 80), y)], lighter(water, 0.55), 1.6, 0.5)
    x = chance.choice([190.0, 1290.0])
    canvas.polygon(
        [(x - 34, HORIZON - 76), (x + 34, HORIZON - 76), (x + 20, HORIZON - 60), (x - 20, HORIZON - 60)],
        darker(water, 0.5),
    )
    canvas.polygon([(x - 3, HORIZON - 84), (x - 3, HORIZON - 168), (x - 44, HORIZON - 84)], (250, 246, 238))
    canvas.polygon([(x + 3, HORIZON - 84), (x + 3, HORIZON - 156), (x + 34, HORIZON - 84)], (238, 226, 212))


def _forest(canvas: Canvas, light: Light, chance: Random) -> None:
    for depth, (share, high) in enumerate([(0.15, 210), (0.42, 150), (0.62, 96)]):
        green = mix(light.far, light.on((54, 104, 74)), share)
        for x in range(-30, WIDTH + 30, 34 - depth * 4):
            middle, tall = x + chance.uniform(-12, 12), high * chance.uniform(0.7, 1.1)
            base = HORIZON + 24
            canvas.polygon([(middle - 30, base), (middle, base - tall), (middle + 30, base)], green)


BACKDROPS = {
    Backdrop.HILLS: _hills,
    Backdrop.MOUNTAINS: _mountains,
    Backdrop.TOWN: _town,
    Backdrop.SEA: _sea,
    Backdrop.FOREST: _forest,
}
