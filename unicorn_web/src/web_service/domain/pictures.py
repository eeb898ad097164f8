"""How pictures join a listing, and leave it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from web_service.domain.image import Image, ImageStatus, Picture, Refusal, RefusalCode
from web_service.domain.listing import Listing, check_at_rest, unapproved

PICTURES_MAX = 40  # of one listing, places kept for uploads included
REFUSED_MAX = 10  # refusals that an agent is shown; the oldest go first


class ImageNotFound(Exception):
    """Raised when a listing has no image of that id."""


class OtherPictures(Exception):
    """Raised when pictures are put in order that are not those that the listing has."""


class TooManyPictures(Exception):
    """Raised when a listing has no room for another picture."""


def expect(listing: Listing, image: Image, *, now: datetime) -> Listing:
    """Keep a place for an upload. Raises ApprovalPending and TooManyPictures."""
    check_at_rest(listing)
    kept = [i for i in listing.images if i.status is not ImageStatus.EXPECTED or i.expires_at > now]
    refused = [i for i in kept if i.status is ImageStatus.REFUSED]
    forgotten = {i.image_id for i in refused[: max(0, len(refused) - REFUSED_MAX)]}
    kept = [i for i in kept if i.image_id not in forgotten]
    if sum(i.status is not ImageStatus.REFUSED for i in kept) >= PICTURES_MAX:
        raise TooManyPictures(f"a listing has at most {PICTURES_MAX} pictures")
    return replace(listing, images=(*kept, image))


def accept(listing: Listing, image_id: UUID, picture: Picture) -> Listing:
    """Add the picture that was expected; what is approved is then no longer what the listing shows to its agent."""
    accepted = _answer(listing, image_id, lambda image: image.ready(picture))
    return accepted if accepted is listing else unapproved(accepted)


def refuse(listing: Listing, image_id: UUID, refusal: Refusal) -> Listing:
    return _answer(listing, image_id, lambda image: image.refused(refusal))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A picture's place in the order of a listing, and what is said of it from now on."""

    image_id: UUID
    texts: Mapping[str, Any]  # alt_text, caption; None clears, what is left out stays


def arrange(listing: Listing, places: Sequence[Place]) -> Listing:
    """Put the pictures in this order, and say of them what is new. Raises ApprovalPending and OtherPictures."""
    check_at_rest(listing)
    pictures = {image.image_id: image for image in listing.pictures}
    wanted = [place.image_id for place in places]
    if sorted(wanted) != sorted(pictures):
        missing = ", ".join(str(image_id) for image_id in pictures if image_id not in wanted) or "none"
        raise OtherPictures(f"name every picture that is READY once, and no other; missing: {missing}")
    arranged = [replace(pictures[place.image_id], **place.texts) for place in places]
    others = [image for image in listing.images if image.image_id not in pictures]
    images = (*arranged, *others)
    return listing if images == listing.images else unapproved(replace(listing, images=images))


def remove(listing: Listing, image_id: UUID) -> Listing:
    """Remove an image; one that nobody was shown leaves an approval as it is. Raises ApprovalPending, ImageNotFound."""
    check_at_rest(listing)
    kept = tuple(image for image in listing.images if image.image_id != image_id)
    if len(kept) == len(listing.images):
        raise ImageNotFound("the listing has no image of that id")
    removed = replace(listing, images=kept)
    return removed if removed.pictures == listing.pictures else unapproved(removed)


def close(listing: Listing) -> Listing:
    """Refuse what was expected and has not come, so that a listing under evaluation can no longer change."""
    refusal = Refusal(code=RefusalCode.NOT_UPLOADED, message="It was not uploaded in time; ask for a new ticket.")
    expected = [i.image_id for i in expected_images(listing.images)]
    for image_id in expected:
        listing = refuse(listing, image_id, refusal)
    return listing


def expected_images(images: Iterable[Image]) -> list[Image]:
    return [image for image in images if image.status is ImageStatus.EXPECTED]


def _answer(listing: Listing, image_id: UUID, answer: Callable[[Image], Image]) -> Listing:
    """Answer the one that is expected under this id; any other changes nothing."""
    if not any(image.image_id == image_id for image in expected_images(listing.images)):
        return listing
    images = tuple(answer(image) if image.image_id == image_id else image for image in listing.images)
    return replace(listing, images=images)
