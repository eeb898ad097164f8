"""From a ticket to a picture that a listing shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from web_service.domain.image import Image, ImageStatus, Refusal, RefusalCode
from web_service.domain.listing import Listing, check_owner, check_version
from web_service.domain.pictures import Place, accept, arrange, expect, expected_images, refuse, remove
from web_service.domain.upload import SIZE_MAX, TICKET_SECONDS, BadPicture, Developed, Ticket, Upload
from web_service.ports import Darkroom, ListingNotFound, Listings, Pictures, Uploads
from web_service.use_cases.calls import Call, change


def expect_picture(
    property_id: str, upload: Upload, *, listings: Listings, uploads: Uploads, call: Call
) -> tuple[UUID, Ticket]:
    """Keep a place in the listing for one upload, and return its id and the ticket for it.

    Raises ListingNotFound, NotYourListing, ApprovalPending, TooManyPictures.
    """
    image = Image(
        image_id=call.new_id(),
        filename=upload.filename,
        status=ImageStatus.EXPECTED,
        expires_at=call.now + timedelta(seconds=TICKET_SECONDS),
    )

    def rule(listing: Listing) -> Listing:
        check_owner(listing, call.agent)
        return expect(listing, image, now=call.now)

    change(property_id, rule, listings=listings, now=call.now)
    return image.image_id, uploads.ticket(property_id, image.image_id, upload, seconds=TICKET_SECONDS)


def arrange_pictures(
    property_id: str, places: Sequence[Place], *, if_version: int | None, listings: Listings, call: Call
) -> Listing:
    """Put a listing's pictures in order, and say of them what is new.

    Raises ListingNotFound, NotYourListing, AnotherVersion, ApprovalPending, OtherPictures.
    """
    return _change(property_id, lambda listing: arrange(listing, places), if_version, listings, call)


def remove_image(
    property_id: str, image_id: UUID, *, if_version: int | None, listings: Listings, call: Call
) -> Listing:  # fmt: skip
    """Remove an image from a listing; its files stay, for the version that is public may show them.

    Raises ListingNotFound, NotYourListing, AnotherVersion, ApprovalPending, ImageNotFound.
    """
    return _change(property_id, lambda listing: remove(listing, image_id), if_version, listings, call)


def _change(
    property_id: str, rule: Callable[[Listing], Listing], if_version: int | None, listings: Listings, call: Call
) -> Listing:
    def checked(listing: Listing) -> Listing:
        check_owner(listing, call.agent)
        check_version(listing, if_version)
        return rule(listing)

    return change(property_id, checked, listings=listings, now=call.now)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An upload, told of for the `attempt`th time."""

    property_id: str
    image_id: UUID
    is_last_attempt: bool


def receive_upload(
    arrival: Arrival, *, listings: Listings, pictures: Pictures, darkroom: Darkroom, now: datetime
) -> ImageStatus | None:
    """Turn an upload into a picture of its listing, or tell the agent why not; return which, None if neither.

    What nobody expects, or what was answered before, is removed and changes nothing. The upload is removed last:
    one that is gone has been answered.
    """
    answered: ImageStatus | None = None
    if _is_expected(arrival, listings):
        outcome = _develop(arrival, pictures, darkroom)
        if outcome is None:
            return None
        if _answer(arrival, outcome, listings, now):
            answered = ImageStatus.REFUSED if isinstance(outcome, Refusal) else ImageStatus.READY
    pictures.discard(arrival.property_id, arrival.image_id)
    return answered


def _is_expected(arrival: Arrival, listings: Listings) -> bool:
    try:
        listing = listings.get(arrival.property_id)
    except ListingNotFound:
        return False
    return arrival.image_id in {image.image_id for image in expected_images(listing.images)}


def _develop(arrival: Arrival, pictures: Pictures, darkroom: Darkroom) -> Developed | Refusal | None:
    if arrival.is_last_attempt:  # it may be what ended the attempts before
        return Refusal(code=RefusalCode.PROCESSING_FAILED, message="It could not be processed; try another format.")
    try:
        content = pictures.fetch(arrival.property_id, arrival.image_id, size_max=SIZE_MAX)
        if content is None:
            return None
        developed = darkroom.develop(content)
        pictures.publish(arrival.property_id, arrival.image_id, developed.files)
    except BadPicture as bad:
        return bad.refusal
    return developed


def _answer(arrival: Arrival, outcome: Developed | Refusal, listings: Listings, now: datetime) -> bool:
    def rule(listing: Listing) -> Listing:
        if isinstance(outcome, Refusal):
            return refuse(listing, arrival.image_id, outcome)
        return accept(listing, arrival.image_id, outcome.picture)

    before, after = change(arrival.property_id, rule, listings=listings, now=now)
    return after is not before
