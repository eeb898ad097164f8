"""How pictures join a listing, and leave it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from web_service.domain.image import Image, ImageStatus, Picture, Refusal, RefusalCode
from web_service.domain.listing import ApprovalPending, Listing, ListingStatus

PICTURES_MAX = 40  # of one listing, places kept for uploads included
REFUSED_MAX = 10  # refusals that an agent is shown; the oldest go first


class TooManyPictures(Exception):
    """Raised when a listing has no room for another picture."""


def expect(listing: Listing, image: Image, *, now: datetime) -> Listing:
    """Keep a place for an upload. Raises ApprovalPending and TooManyPictures."""
    if listing.status is ListingStatus.PENDING:
        raise ApprovalPending("what is being evaluated stays as it is until it is decided")
    kept = [i for i in listing.images if i.status is not ImageStatus.EXPECTED or i.expires_at > now]
    refused = [i for i in kept if i.status is ImageStatus.REFUSED]
    forgotten = {i.image_id for i in refused[: max(0, len(refused) - REFUSED_MAX)]}
    kept = [i for i in kept if i.image_id not in forgotten]
    if sum(i.status is not ImageStatus.REFUSED for i in kept) >= PICTURES_MAX:
        raise TooManyPictures(f"a listing has at most {PICTURES_MAX} pictures")
    return replace(listing, images=(*kept, image))


def accept(listing: Listing, image_id: UUID, picture: Picture) -> Listing:
    """Add the picture that was expected; what is approved is then no longer what the listing shows to its agent."""
    status = ListingStatus.DRAFT if listing.status is ListingStatus.APPROVED else listing.status
    accepted = _answer(listing, image_id, lambda image: image.ready(picture))
    return accepted if accepted is listing else replace(accepted, status=status)


def refuse(listing: Listing, image_id: UUID, refusal: Refusal) -> Listing:
    return _answer(listing, image_id, lambda image: image.refused(refusal))


def close(listing: Listing) -> Listing:
    """Refuse what was expected and has not come, so that a listing under evaluation can no longer change."""
    refusal = Refusal(code=RefusalCode.NOT_UPLOADED, message="It was not uploaded before approval was asked for.")
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
