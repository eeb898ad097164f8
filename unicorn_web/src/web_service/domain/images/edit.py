"""A photo turned by quarters and cropped by hand: what an agent may ask for, and which pixels are left."""

from dataclasses import dataclass
from math import ceil
from typing import Literal

from web_service.domain.images.keys import MASTER_SIDE

type Turn = Literal[0, 90, 180, 270]  # degrees, clockwise
LYING = frozenset({90, 270})  # turns that swap width and height
SIDE_MIN = 100  # pixels of the master: of less, nobody sees anything, and moderation reads nothing below 50


class NothingToEdit(Exception):
    """Raised when an edit would leave a photo as it is."""


class CropOutsidePhoto(Exception):
    """Raised when a crop has pixels that the turned photo has not."""


class TooLittleLeft(Exception):
    """Raised when an edit would leave too few pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    width: int  # pixels
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """The rectangle that is kept, in pixels of the photo as it stands once it is turned."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageEdit:
    """A turn, and then a crop. Both are made on the photo's master, which may be smaller than the photo was."""

    turn: Turn
    crop: Crop
    of: Size  # of the turned photo

    def box(self, master: Size) -> tuple[int, int, int, int]:
        """Return left, top, right and bottom of the crop in the turned master: whole pixels that hold all of it."""
        across, down = (self.of.width, master.width), (self.of.height, master.height)
        return (
            _before(self.crop.left, *across),
            _before(self.crop.top, *down),
            _behind(self.crop.left + self.crop.width, *across),
            _behind(self.crop.top + self.crop.height, *down),
        )


def edit_of(photo: Size, turn: Turn, crop: Crop | None) -> ImageEdit:
    """Return an edit of a photo of that size; without a crop the whole photo is kept.

    Raises NothingToEdit, CropOutsidePhoto and TooLittleLeft.
    """
    turned = Size(width=photo.height, height=photo.width) if turn in LYING else photo
    whole = Crop(left=0, top=0, width=turned.width, height=turned.height)
    kept = crop or whole
    if not turn and kept == whole:
        raise NothingToEdit("that is the photo as it is: turn it, or keep less of it")
    if kept.left + kept.width > turned.width or kept.top + kept.height > turned.height:
        raise CropOutsidePhoto(f"the turned photo has {turned.width} x {turned.height} pixels; keep a part of them")
    least = side_min(photo)
    if min(kept.width, kept.height) < least:
        raise TooLittleLeft(f"keep at least {least} x {least} pixels of this photo")
    return ImageEdit(turn=turn, crop=kept, of=turned)


def side_min(photo: Size) -> int:
    """Return how many pixels of a photo must be left on each side; of a large one its master has fewer."""
    return ceil(SIDE_MIN * max(1, max(photo.width, photo.height) / MASTER_SIDE))


def _before(at: int, photo: int, master: int) -> int:
    return at * master // photo


def _behind(at: int, photo: int, master: int) -> int:
    return -(-at * master // photo)
