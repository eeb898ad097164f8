"""Where customers are shown that a home is. Nothing public holds more than this: no index, answer, page or feed."""

from math import cos, floor, radians
from typing import NamedTuple

CELL = 0.01  # degrees of latitude, 1.1 km: the height of a cell, and its width in metres
ROWS = round(180 / CELL)


class PublicLocation(NamedTuple):
    """Degrees of WGS 84."""

    latitude: float
    longitude: float  # from -180 on, and less than 180
    is_rough: bool = False  # the middle of a cell of CELL


def rough(latitude: float, longitude: float) -> tuple[float, float]:
    """Return the middle of the cell that a place is in. Cells are about as wide as high, wherever they are."""
    row = min(floor((latitude + 90) / CELL), ROWS - 1)
    middle = (row + 0.5) * CELL - 90
    columns = max(1, floor(360 / CELL * cos(radians(middle))))
    column = floor((longitude + 180) * columns / 360)
    return round(middle, 4), round((column + 0.5) * 360 / columns - 180, 4)
