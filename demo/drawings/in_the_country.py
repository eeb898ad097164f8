"""Houses of the country and the shore. Each is built about the drawing's middle, on the builder's base line."""

from demo.drawings.builder import BASE, LAMP, STONE, Builder
from demo.drawings.canvas import darker, lighter


def cottage(b: Builder) -> None:
    b.shadow(470, 1030)
    b.wall(490, 590, 1010, BASE)
    b.chimney(880, 370, 470)
    b.slope(440, 1060, 600, 410, 90)
    for x in (610, 890):  # dormers sit in the roof
        b.wall(x - 50, 500, x + 50, 585)
        b.gable(x - 50, x + 50, 502, 452, over=14)
        b.window(x, 545, 46, 52)
    b.windows(500, 690, 690, 1, (104, 96), shutters=True)
    b.windows(810, 1000, 690, 1, (104, 96), shutters=True)
    b.door(750)


def half_timbered(b: Builder) -> None:
    b.shadow(440, 1060)
    beam = b.light.on((94, 58, 40))
    b.wall(470, 640, 1030, BASE, b.light.on(STONE))
    b.wall(440, 460, 1060, 645)
    b.gable(440, 1060, 465, 200, over=36)
    upright = [(440, 462, 644), (560, 462, 644), (940, 462, 644), (1060, 462, 644), (680, 372, 644), (820, 372, 644)]
    level = [(434, 1066, 466), (434, 1066, 556), (434, 1066, 642), (592, 908, 370)]
    braces = [(440, 556, 560, 642), (1060, 556, 940, 642), (620, 462, 680, 372), (880, 462, 820, 372)]
    lines = [(x, top, x, bottom) for x, top, bottom in upright] + [(left, y, right, y) for left, right, y in level]
    for from_x, from_y, to_x, to_y in lines + braces:
        b.canvas.line([(from_x, from_y), (to_x, to_y)], beam, 13)
    b.window(750, 418, 62, 60)
    b.window(750, 300, 40, 44, cross=False)
    for x in (620, 880):
        b.window(x, 510, 62, 62)
    b.window(750, 512, 80, 66)
    b.door(750, 90, 140)
    for x in (570, 930):
        b.window(x, 715, 84, 76, shutters=True)


def a_frame(b: Builder) -> None:
    b.shadow(430, 1070)
    wood = b.walls
    b.canvas.polygon([(470, BASE), (750, 250), (1030, BASE)], wood)
    for y in range(310, 800, 24):
        half = (y - 250) * 280 / 550
        b.canvas.line([(750 - half, y), (750 + half, y)], darker(wood, 0.4), 2, 0.4)
    for side in (-1, 1):
        edge = [(750, 196), (750 + side * 350, BASE + 8), (750 + side * 290, BASE + 8), (750, 270)]
        b.canvas.polygon(edge, b.roof if side < 0 else darker(b.roof, 0.2))
        b.snow([(750, 184), (750 + side * 330, 752), (750 + side * 310, 756), (750, 214)])
    for side in (-1, 1):
        b.pane(750 + side * 45 - 35, 470, 750 + side * 45 + 35, 570)
    b.canvas.polygon([(690, 448), (750, 352), (810, 448)], b.trim)
    b.canvas.polygon([(706, 440), (750, 370), (794, 440)], lighter(b.light.on((255, 214, 140)), b.light.lamps * 0.2))
    b.canvas.box(560, 596, 940, 610, b.trim)
    b.railing(560, 940, 552, 600, 24)
    b.door(750, 92, 165)
    for x in (610, 890):
        b.window(x, 700, 84, 92)


def farmhouse(b: Builder) -> None:
    b.shadow(400, 1130)
    b.wall(760, 560, 1110, BASE)
    b.boards(760, 575, 1110, BASE - 20)
    b.slope(740, 1150, 570, 420, 40)
    b.wall(420, 520, 780, BASE)
    b.canvas.polygon([(420, 522), (470, 380), (600, 300), (730, 380), (780, 522)], b.walls)
    b.boards(440, 380, 762, BASE - 20)
    outline = [(392, 540), (456, 370), (600, 276), (744, 370), (808, 540)]
    b.canvas.line(outline, b.roof, 26)
    b.canvas.disc(600, 372, 32, 32, b.trim)
    b.canvas.disc(600, 372, 23, 23, darker(b.light.on((108, 152, 178)), 0.1))
    b.windows(440, 760, 480, 2, (70, 82))
    b.windows(440, 560, 690, 1, (76, 90))
    b.windows(640, 760, 690, 1, (76, 90))
    b.door(600, 84, 160)
    b.windows(800, 1090, 685, 3, (62, 84), shutters=True)
    b.chimney(1010, 350, 440)


def bungalow(b: Builder) -> None:
    b.shadow(340, 1160)
    b.wall(400, 610, 1100, BASE)
    b.boards(400, 625, 1100, BASE - 20)
    b.slope(330, 1170, 620, 470, 150)
    b.gable(620, 880, 600, 480, over=30)
    b.window(750, 560, 70, 40, cross=False)
    b.canvas.box(340, 610, 1160, 628, b.trim)
    for x in (370, 520, 670, 830, 980, 1130):
        b.canvas.box(x - 8, 626, x + 8, BASE, b.trim)
    b.windows(400, 670, 700, 2, (88, 88))
    b.windows(830, 1100, 700, 2, (88, 88))
    b.door(750, 88, 156)
    for left, right in ((340, 690), (810, 1160)):
        b.railing(left, right, 740, BASE - 4, 20)


def lighthouse(b: Builder) -> None:
    b.shadow(430, 1100)
    b.canvas.polygon([(520, BASE), (550, 330), (670, 330), (700, BASE)], b.light.on((248, 244, 238)))
    for top, bottom in ((410, 490), (570, 650), (730, BASE)):
        one, two = (top - 330) * 30 / 470, (bottom - 330) * 30 / 470
        b.canvas.polygon([(550 - one, top), (670 + one, top), (670 + two, bottom), (550 - two, bottom)], b.door_colour)
    b.canvas.polygon([(640, 330), (670, 330), (700, BASE), (650, BASE)], (20, 20, 40), 0.14)
    b.canvas.box(530, 316, 690, 334, darker(b.roof, 0.1))
    b.canvas.glow(610, 276, 200, (255, 236, 170), 0.25 + 0.6 * b.light.lamps)
    b.canvas.box(568, 238, 652, 318, LAMP)
    for x in (568, 596, 624, 652):
        b.canvas.line([(x, 238), (x, 318)], darker(b.roof, 0.1), 4)
    b.canvas.polygon([(552, 242), (610, 172), (668, 242)], b.roof)
    b.wall(700, 580, 1080, BASE)
    b.slope(670, 1120, 590, 450, 50)
    b.chimney(980, 390, 470)
    b.windows(860, 1070, 690, 2, (72, 88), shutters=True)
    b.door(780, 80, 158)
    b.window(610, 530, 36, 50, cross=False)
