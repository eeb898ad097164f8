"""The images of a listing: expected, accepted, rejected, put in order, removed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from web_service.domain.images.edit import Crop, Size, Turn, edit_of
from web_service.domain.images.image import Image, ImageInfo, ImageStatus, Rejection, RejectionCode
from web_service.domain.listings.listing import Listing, check_not_pending, unapproved

IMAGES_MAX = 40  # of one listing, expected uploads included
REJECTED_MAX = 10  # rejections that an agent is shown; the oldest go first
NOT_UPLOADED = Rejection(code=RejectionCode.NOT_UPLOADED, message="It was not uploaded in time; ask for a new ticket.")
NOT_EDITED = Rejection(
    code=RejectionCode.PROCESSING_FAILED, message="It could not be turned or cropped; it stays as it was. Try again."
)


class ImageNotFound(Exception):
    """Raised when a listing has no image of that id."""


class ImageNotReady(Exception):
    """Raised when an edit is asked of an image that is still being processed, or edited."""


class OtherImages(Exception):
    """Raised when an order names other images than the listing has."""


class TooManyImages(Exception):
    """Raised when a listing has no room for another image."""


def expect(listing: Listing, image: Image, *, now: datetime) -> Listing:
    """Add an image whose upload is expected. Raises ApprovalPending and TooManyImages."""
    check_not_pending(listing)
    kept = _remembered(listing, now)
    if sum(i.status is not ImageStatus.REJECTED and not i.is_being_edited for i in kept) >= IMAGES_MAX:
        raise TooManyImages(f"a listing has at most {IMAGES_MAX} photos")
    return replace(listing, images=(*kept, image))


def begin_edit(
    listing: Listing, image_id: UUID, turn: Turn, crop: Crop | None, *, new_id: UUID, until: datetime, now: datetime
) -> Listing:
    """Add the image that is to be made from another one: that one keeps its place until then.

    An image of that new id changes nothing: an earlier attempt has added it, and its answer was lost.
    Raises ApprovalPending, ImageNotFound, ImageNotReady, NothingToEdit, CropOutsidePhoto and TooLittleLeft.
    """
    if any(image.image_id == new_id for image in listing.images):
        return listing
    check_not_pending(listing)
    kept = _remembered(listing, now)
    first = next((i for i in kept if i.image_id == image_id and i.status is not ImageStatus.REJECTED), None)
    if first is None:
        raise ImageNotFound("the listing has no image of that id")
    if first.info is None or any(i.is_being_edited and i.replaces == image_id for i in kept):
        raise ImageNotReady("this image is still being processed; repeat the request once it is READY")
    edited = Image(
        image_id=new_id,
        filename=first.filename,
        status=ImageStatus.EXPECTED,
        expires_at=until,
        replaces=image_id,
        edit=edit_of(Size(width=first.info.width, height=first.info.height), turn, crop),
    )
    return replace(listing, images=(*kept, edited))


def _remembered(listing: Listing, now: datetime) -> list[Image]:
    """Return the images without those that were expected for too long, and without the oldest rejections."""
    kept = [i for i in listing.images if i.status is not ImageStatus.EXPECTED or i.expires_at > now]
    rejected = [i for i in kept if i.status is ImageStatus.REJECTED]
    forgotten = {i.image_id for i in rejected[: max(0, len(rejected) - REJECTED_MAX)]}
    return [i for i in kept if i.image_id not in forgotten]


def accept(listing: Listing, image_id: UUID, info: ImageInfo) -> Listing:
    """Make an expected image READY; an approved listing is then a draft again.

    An image that was made from another one takes that one's place, with its texts as they are now.
    """
    accepted = _resolve(listing, image_id, lambda image: image.ready(info))
    return accepted if accepted is listing else unapproved(replace(accepted, images=_in_place(accepted, image_id)))


def _in_place(listing: Listing, image_id: UUID) -> tuple[Image, ...]:
    """Return the images with this one in the place of the one that it was made from; without it if that one is gone."""
    image = next(i for i in listing.images if i.image_id == image_id)
    if image.replaces is None:
        return listing.images
    others = [i for i in listing.images if i is not image and not (i.is_being_edited and i.replaces == image.replaces)]
    return tuple(
        replace(image, alt_text=i.alt_text, caption=i.caption) if i.image_id == image.replaces else i for i in others
    )


def reject(listing: Listing, image_id: UUID, rejection: Rejection) -> Listing:
    return _resolve(listing, image_id, lambda image: image.rejected(rejection))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagePosition:
    """An image in the order of a listing, and its new texts."""

    image_id: UUID
    texts: Mapping[str, Any]  # alt_text, caption; None clears, a text that is left out stays


def arrange(listing: Listing, positions: Sequence[ImagePosition]) -> Listing:
    """Put the images in this order and change their texts. Raises ApprovalPending and OtherImages."""
    check_not_pending(listing)
    ready = {image.image_id: image for image in listing.ready_images}
    wanted = [position.image_id for position in positions]
    if sorted(wanted) != sorted(ready):
        missing = ", ".join(str(image_id) for image_id in ready if image_id not in wanted) or "none"
        raise OtherImages(f"name every image that is READY once, and no other; missing: {missing}")
    arranged = [replace(ready[position.image_id], **position.texts) for position in positions]
    others = [image for image in listing.images if image.image_id not in ready]
    images = (*arranged, *others)
    return listing if images == listing.images else unapproved(replace(listing, images=images))


def remove(listing: Listing, image_id: UUID) -> Listing:
    """Remove an image, and what is being made from it; removing one that was never shown keeps an approval.

    Raises ApprovalPending, ImageNotFound.
    """
    check_not_pending(listing)
    if all(image.image_id != image_id for image in listing.images):
        raise ImageNotFound("the listing has no image of that id")
    kept = [i for i in listing.images if i.image_id != image_id and not (i.is_being_edited and i.replaces == image_id)]
    removed = replace(listing, images=tuple(kept))
    return removed if removed.ready_images == listing.ready_images else unapproved(removed)


def close(listing: Listing) -> Listing:
    """Reject the images that are still expected, so that a listing under evaluation cannot change."""
    for image in expected_images(listing.images):
        listing = reject(listing, image.image_id, NOT_EDITED if image.is_being_edited else NOT_UPLOADED)
    return listing


def expected_images(images: Iterable[Image]) -> list[Image]:
    return [image for image in images if image.status is ImageStatus.EXPECTED]


def _resolve(listing: Listing, image_id: UUID, change: Callable[[Image], Image]) -> Listing:
    """Change the image that is expected under this id; any other id changes nothing."""
    if not any(image.image_id == image_id for image in expected_images(listing.images)):
        return listing
    images = tuple(change(image) if image.image_id == image_id else image for image in listing.images)
    return replace(listing, images=images)
