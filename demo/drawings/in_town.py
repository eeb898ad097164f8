"""Houses of the town. Each is built about the drawing's middle, on the builder's base line."""

from demo.drawings.builder import BASE, Builder
from demo.drawings.canvas import darker, lighter


def villa(b: Builder) -> None:
    b.shadow(380, 1120)
    b.wall(400, 430, 1100, BASE)
    b.slope(350, 1150, 440, 280, 190)
    b.windows(430, 1070, 525, 5, (70, 96))
    b.windows(430, 650, 700, 2, (70, 110))
    b.windows(850, 1070, 700, 2, (70, 110))
    b.canvas.box(400, 606, 1100, 618, b.trim)
    b.door(750, 96, 170)
    for x in (650, 700, 800, 850):
        b.canvas.box(x - 9, 612, x + 9, BASE, b.trim)
        b.canvas.box(x + 3, 612, x + 9, BASE, darker(b.trim, 0.4), 0.3)
    b.canvas.box(622, 592, 878, 620, b.trim)
    b.canvas.polygon([(612, 592), (888, 592), (750, 530)], b.trim)
    b.canvas.polygon([(646, 584), (854, 584), (750, 544)], darker(b.trim, 0.12))


def modern(b: Builder) -> None:
    b.shadow(360, 1160)
    wood = b.light.on((164, 112, 70))
    b.wall(380, 580, 900, BASE)
    b.wall(900, 600, 1120, BASE, wood)
    for x in range(912, 1120, 18):
        b.canvas.line([(x, 602), (x, BASE - 20)], darker(wood, 0.4), 2, 0.5)
    b.wall(520, 380, 1160, 590, lighter(b.walls, 0.35))
    b.canvas.box(500, 362, 1180, 384, b.roof)
    b.canvas.box(520, 584, 1160, 600, darker(b.roof, 0.2))
    for left, right in ((560, 690), (700, 830), (840, 900)):
        b.canvas.box(left - 5, 425, right + 5, 555, darker(b.roof, 0.1))
        b.pane(left, 430, right, 550)
    b.pane(960, 430, 1120, 550)
    for left in (420, 530, 640):
        b.canvas.box(left - 5, 635, left + 105, BASE - 20, darker(b.roof, 0.1))
        b.pane(left, 640, left + 100, BASE - 24)
    b.door(830, 88, 165)
    b.canvas.box(1090, 600, 1104, BASE, darker(b.roof, 0.1))


def townhouses(b: Builder) -> None:
    b.shadow(360, 1140)
    tones = [b.walls, b.light.on((228, 176, 108)), b.light.on((148, 178, 170))]
    for number, tone in enumerate(tones):
        left = 380 + number * 250
        right, middle, own = left + 242, left + 121, b.walls
        b.walls = tone
        b.wall(left, 430, right, BASE, tone)
        for step in range(5):  # a stepped gable
            b.canvas.box(left + step * 25, 430 - (step + 1) * 32, right - step * 25, 432 - step * 32, tone)
            b.canvas.box(
                left + step * 25 - 3, 426 - (step + 1) * 32, right - step * 25 + 3, 434 - (step + 1) * 32, b.roof
            )
        b.window(middle, 372, 44, 56)
        for y in (480, 590):
            b.windows(left + 14, right - 14, y, 2, (54, 70), shutters=number != 1)
        b.door(middle - 50, 70, 140)
        b.window(middle + 55, 705, 66, 76)
        b.walls = own


def machiya(b: Builder) -> None:
    b.shadow(380, 1120)
    wood = b.light.on((110, 72, 48))
    b.wall(420, 640, 1080, BASE, wood)
    b.wall(470, 470, 1030, 600)
    b.canvas.polygon([(350, 652), (420, 586), (1080, 586), (1150, 652), (1150, 640), (1080, 598)], b.roof)
    b.slope(350, 1150, 642, 588, 70)
    b.slope(400, 1100, 478, 350, 120)
    for x, lift in ((400, -1), (1100, 1)):  # eaves that turn up
        b.canvas.polygon([(x, 487), (x + lift * 26, 466), (x - lift * 40, 470)], b.roof)
        b.canvas.polygon([(x + lift * 50, 651), (x + lift * 78, 630), (x + lift * 10, 634)], b.roof)
    b.canvas.box(506, 336, 994, 354, darker(b.roof, 0.2))
    for left in (500, 640, 780, 920):
        b.canvas.box(left - 6, 500, left + 92, 582, wood)
        b.pane(left, 506, left + 86, 576)
        b.lattice(left, left + 86, 506, 576, 6, darker(wood, 0.2))
    for left in (450, 570, 850, 970):
        b.pane(left, 670, left + 90, BASE - 30)
        b.lattice(left, left + 90, 670, BASE - 30, 4, darker(wood, 0.3))
        b.canvas.line([(left, 720), (left + 90, 720)], darker(wood, 0.3), 4)
    b.canvas.box(690, 664, 810, BASE, b.door_colour)
    for edge in (690, 731, 772):
        b.canvas.box(edge + 1, 664, edge + 38, 716, lighter(b.door_colour, 0.1))
    b.canvas.glow(660, 700, 70, (255, 190, 110), 0.5 * b.light.lamps)
    for x in (664, 836):
        b.canvas.disc(x, 704, 15, 22, b.light.on((226, 74, 58)))


def apartments(b: Builder) -> None:
    b.shadow(450, 1080)
    b.wall(470, 240, 1030, BASE)
    b.canvas.box(452, 222, 1048, 246, b.roof)
    b.canvas.box(690, 196, 810, 224, darker(b.walls, 0.1))
    for floor in range(4):
        y = 310 + floor * 115
        for x in (560, 940):
            b.window(x, y, 88, 70)
            b.canvas.box(x - 74, y + 40, x + 74, y + 48, b.trim)
            b.railing(x - 74, x + 74, y + 10, y + 42, 14)
            for plant in (-46, 10, 44):
                b.canvas.disc(x + plant, y + 14, 13, 9, b.light.on(b.style.foliage))
        b.windows(660, 840, y, 2, (50, 70))
    b.canvas.box(650, 648, 850, 664, b.roof)
    b.door(750, 110, 130)


def castle(b: Builder) -> None:
    b.shadow(400, 1110)
    b.wall(500, 540, 1000, BASE)
    for x in range(500, 1000, 50):
        b.canvas.box(x, 516, x + 28, 544, b.walls)
    for x, top, half in ((480, 400, 78), (1020, 430, 78), (750, 340, 96)):
        b.wall(x - half, top, x + half, BASE)
        b.canvas.polygon([(x - half - 22, top + 8), (x, top - half * 2.3), (x + half + 22, top + 8)], b.roof)
        shade = [(x + 6, top + 8), (x, top - half * 2.3), (x + half + 22, top + 8)]
        b.canvas.polygon(shade, darker(b.roof, 0.5), 0.25)
        b.canvas.line([(x, top - half * 2.3), (x, top - half * 2.3 - 60)], b.trim, 4)
        flag = top - half * 2.3 - 58
        b.canvas.polygon([(x, flag), (x + 54, flag + 14), (x, flag + 28)], b.door_colour)
        for y in (top + 70, top + 190):
            b.canvas.rounded((x - 25, y - 42, x + 25, y + 38), 25, b.trim)
            b.pane(x - 17, y - 22, x + 17, y + 32)
    b.canvas.rounded((690, 640, 810, BASE), 58, b.trim)
    b.canvas.rounded((702, 654, 798, BASE), 46, b.door_colour)
    b.canvas.line([(750, 656), (750, BASE)], darker(b.door_colour, 0.3), 3)
    for x in (610, 890):
        b.window(x, 670, 58, 84)
