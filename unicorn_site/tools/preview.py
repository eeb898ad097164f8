"""Draw `assets/preview.png`, which shared links to pages without photos show: python -m unicorn_site.tools.preview."""

from PIL import Image, ImageDraw, ImageFont

from unicorn_cli.site.bundle import SOURCES

FILE = SOURCES / "assets" / "preview.png"
FONT = SOURCES / "node_modules" / "@fontsource-variable" / "inter" / "files" / "inter-latin-wght-normal.woff2"
SIZE = (1200, 630)
GROUND, BRAND, INK = "#f0e7f8", "#5b2a86", "#1d1823"  # of src/shared/tokens.css
HOUSE = [(4, 29), (4, 14.5), (14.5, 6), (25, 14.5), (25, 29), (18, 29), (18, 21), (11, 21), (11, 29)]  # of frame.html
HORN = [(19, 8), (29, 1), (22.5, 12)]
SCALE, LEFT, TOP = 5.5, 90, 110


def draw() -> Image.Image:
    image = Image.new("RGB", SIZE, GROUND)
    pen = ImageDraw.Draw(image)
    for shape in (HOUSE, HORN):
        pen.polygon([(LEFT + x * SCALE, TOP + y * SCALE) for x, y in shape], fill=BRAND)
    for text, top, size, weight, colour in (
        ("Unicorn Properties", 330, 96, 800, BRAND),
        ("Homes for sale and for rent", 460, 52, 500, INK),
    ):
        font = ImageFont.truetype(FONT, size)
        font.set_variation_by_axes([weight])
        pen.text((LEFT, top), text, font=font, fill=colour)
    return image.quantize(32)


if __name__ == "__main__":
    draw().save(FILE, optimize=True)
    print(FILE)
