"""The style of a drawing: the form and colours of a house, the hour, and its surroundings."""

from dataclasses import dataclass
from enum import StrEnum

from demo.drawings.canvas import Colour, mix


class Form(StrEnum):
    A_FRAME = "a-frame"
    APARTMENTS = "apartments"
    BUNGALOW = "bungalow"
    CASTLE = "castle"
    COTTAGE = "cottage"
    FARMHOUSE = "farmhouse"
    HALF_TIMBERED = "half-timbered"
    LIGHTHOUSE = "lighthouse"
    MACHIYA = "machiya"
    MODERN = "modern"
    TOWNHOUSES = "townhouses"
    VILLA = "villa"


class Hour(StrEnum):
    MORNING = "morning"
    DAY = "day"
    DUSK = "dusk"
    NIGHT = "night"
    SNOW = "snow"


class Backdrop(StrEnum):
    HILLS = "hills"
    MOUNTAINS = "mountains"
    TOWN = "town"
    SEA = "sea"
    FOREST = "forest"


class Tree(StrEnum):
    ROUND = "round"
    FIR = "fir"
    CHERRY = "cherry"
    PALM = "palm"
    POPLAR = "poplar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """An hour's light: the sky's colours downwards, and how it tints what stands under it."""

    sky: tuple[Colour, ...]
    tint: Colour
    share: float  # of the tint in every colour
    ground: Colour
    far: Colour  # of what lies at the horizon
    lamps: float  # how brightly windows shine, 0 to 1

    def on(self, colour: Colour) -> Colour:
        """Return a colour as it looks in this light."""
        return mix(colour, self.tint, self.share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    seed: int  # places the trees, clouds and flowers
    form: Form
    hour: Hour
    backdrop: Backdrop
    tree: Tree
    walls: Colour
    roof: Colour
    door: Colour
    trim: Colour = (250, 246, 236)
    foliage: Colour = (92, 148, 82)
    flowers: Colour = (238, 108, 132)
    fence: bool = False
    rainbow: bool = False


LIGHTS = {
    Hour.MORNING: Light(
        sky=((120, 178, 222), (186, 214, 228), (252, 226, 196), (255, 214, 170)),
        tint=(255, 214, 176),
        share=0.14,
        ground=(142, 184, 96),
        far=(164, 182, 190),
        lamps=0.0,
    ),
    Hour.DAY: Light(
        sky=((62, 140, 214), (120, 184, 234), (196, 226, 246)),
        tint=(255, 250, 226),
        share=0.04,
        ground=(116, 178, 88),
        far=(136, 176, 172),
        lamps=0.0,
    ),
    Hour.DUSK: Light(
        sky=((48, 46, 102), (120, 72, 132), (222, 112, 116), (255, 178, 112), (255, 214, 150)),
        tint=(104, 62, 116),
        share=0.2,
        ground=(128, 168, 96),
        far=(108, 74, 118),
        lamps=0.85,
    ),
    Hour.NIGHT: Light(
        sky=((10, 14, 42), (22, 34, 82), (52, 74, 128)),
        tint=(20, 28, 78),
        share=0.48,
        ground=(96, 150, 96),
        far=(34, 46, 92),
        lamps=1.0,
    ),
    Hour.SNOW: Light(
        sky=((150, 178, 206), (196, 212, 226), (236, 232, 234)),
        tint=(206, 216, 236),
        share=0.14,
        ground=(240, 244, 250),
        far=(172, 188, 206),
        lamps=0.6,
    ),
}
