"""Which files of a listing's photos should be in the bucket, and how those that are there differ from that.

A file's name is its key behind the prefix and the property: `<image id>/<file>`.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from web_service.domain.images.image import Image, ImageStatus
from web_service.domain.images.keys import MASTER, WIDTHS, width_file

KEPT = {ImageStatus.EXPECTED, ImageStatus.READY}  # the files of an expected image may be written at this moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The names of a listing's files, below `photos/` and below `published/`."""

    private: Set[str]
    public: Set[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Photos:
    """The images of a listing, and the ids of those that its approved version shows; neither if it is gone."""

    images: Iterable[Image] = ()
    shown: Set[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What makes the files right, in this order; sorted, so that two runs do the same."""

    adopt: list[str]  # public files of an earlier release that get a private copy
    hide: list[str]  # public files to delete
    show: list[str]  # private files that get a public copy
    drop: list[str]  # private files to delete
    missing: list[str]  # files that are to be shown, and are nowhere

    def __bool__(self) -> bool:
        return bool(self.adopt or self.hide or self.show or self.drop)


def changes(files: Files, photos: Photos) -> Changes:
    """Return how to make the files right: the public widths are those of what is shown, and no others."""
    kept = {str(image.image_id) for image in photos.images if image.status in KEPT} | photos.shown
    wanted = {f"{image_id}/{width_file(width)}" for image_id in photos.shown for width in WIDTHS}
    adopted = {name for name in files.public - files.private if _image(name) in kept and not name.endswith(MASTER)}
    there = files.private | adopted
    return Changes(
        adopt=sorted(adopted),
        hide=sorted(files.public - wanted - _old_masters(photos, KEPT)),
        show=sorted(((wanted | _old_masters(photos, {ImageStatus.READY})) - files.public) & there),
        drop=sorted(name for name in files.private if _image(name) not in kept),
        missing=sorted(wanted - files.public - there),
    )


def begun_edits(images: Iterable[Image]) -> list[tuple[Image, Image]]:
    """Return each photo that is being edited, with the image that is to be made from it."""
    by_id = {image.image_id: image for image in images}
    pairs = ((by_id.get(image.replaces), image) for image in by_id.values() if image.replaces and image.edit)
    return [(first, edited) for first, edited in pairs if first]


def _old_masters(photos: Photos, statuses: Set[ImageStatus]) -> set[str]:
    """Return the masters that moderation reads below `published/`: an earlier release knows them nowhere else."""
    old = (image for image in photos.images if not image.is_private)
    return {f"{image.image_id}/{MASTER}" for image in old if image.status in statuses}


def _image(name: str) -> str:
    return name.partition("/")[0]
