"""Photos of a listing: expect an upload, process it, put images in order, turn, crop and remove one."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from unicorn_kit.receipts import Receipt
from web_service.domain.images.collection import (
    NOT_EDITED,
    ImagePosition,
    accept,
    arrange,
    begin_edit,
    expect,
    expected_images,
    reject,
    remove,
)
from web_service.domain.images.edit import Crop, Turn
from web_service.domain.images.image import Image, ImageStatus, Rejection, RejectionCode
from web_service.domain.images.upload import SIZE_MAX, TICKET_SECONDS, ImageRejected, ProcessedImage, Ticket, Upload
from web_service.domain.listings.listing import Listing, check_owner, check_version
from web_service.ports.images import ImageProcessor, Images, Uploads
from web_service.ports.listings import ListingNotFound, Listings
from web_service.use_cases.changes import Call, change

NOT_PROCESSED = Rejection(
    code=RejectionCode.PROCESSING_FAILED, message="It could not be processed; try another format."
)
EDIT_SECONDS = 900  # after which an edit that nothing came of no longer holds up another one, or a publication


def expect_image(
    property_id: str,
    upload: Upload,
    *,
    listings: Listings,
    uploads: Uploads,
    call: Call,
    receipt: Callable[[UUID, Ticket], Receipt | None] = lambda *_: None,
) -> tuple[UUID, Ticket]:
    """Add an expected image to the listing, and return its id and the ticket for its upload.

    Raises ListingNotFound, NotYourListing, ApprovalPending, TooManyImages, AnsweredMeanwhile.
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

    ticket = uploads.ticket(property_id, image.image_id, upload, seconds=TICKET_SECONDS)
    change(property_id, rule, listings=listings, now=call.now, receipt=lambda _: receipt(image.image_id, ticket))
    return image.image_id, ticket


def arrange_images(
    property_id: str, positions: Sequence[ImagePosition], *, if_version: Set[int] | None, listings: Listings, call: Call
) -> Listing:
    """Put a listing's images in order, and change their texts.

    Raises ListingNotFound, NotYourListing, AnotherVersion, ApprovalPending, OtherImages.
    """
    return _change(property_id, lambda listing: arrange(listing, positions), if_version, listings, call)


def edit_image(
    property_id: str,
    image_id: UUID,
    turn: Turn,
    crop: Crop | None,
    *,
    if_version: Set[int] | None,
    listings: Listings,
    call: Call,
    receipt: Callable[[Image], Receipt | None] = lambda _: None,
) -> Image:
    """Begin to turn and crop an image; return the one that takes its place once it is processed.

    Raises ListingNotFound, NotYourListing, AnotherVersion, ApprovalPending, ImageNotFound, ImageNotReady,
    NothingToEdit, CropOutsidePhoto, TooLittleLeft, AnsweredMeanwhile.
    """
    new_id, until = call.new_id(), call.now + timedelta(seconds=EDIT_SECONDS)

    def rule(listing: Listing) -> Listing:
        return begin_edit(listing, image_id, turn, crop, new_id=new_id, until=until, now=call.now)

    def begun(listing: Listing) -> Image:
        return next(image for image in listing.images if image.image_id == new_id)

    after = _change(property_id, rule, if_version, listings, call, lambda listing: receipt(begun(listing)))
    return begun(after)


def remove_image(
    property_id: str, image_id: UUID, *, if_version: Set[int] | None, listings: Listings, call: Call
) -> Listing:  # fmt: skip
    """Remove an image from a listing; its files stay while the public version shows it.

    Raises ListingNotFound, NotYourListing, AnotherVersion, ApprovalPending, ImageNotFound.
    """
    return _change(property_id, lambda listing: remove(listing, image_id), if_version, listings, call)


def _change(
    property_id: str,
    rule: Callable[[Listing], Listing],
    if_version: Set[int] | None,
    listings: Listings,
    call: Call,
    receipt: Callable[[Listing], Receipt | None] = lambda _: None,
) -> Listing:
    def checked(listing: Listing) -> Listing:
        check_owner(listing, call.agent)
        check_version(listing, if_version)
        return rule(listing)

    return change(property_id, checked, listings=listings, now=call.now, receipt=receipt)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An upload that is ready to be processed."""

    property_id: str
    image_id: UUID
    is_last_attempt: bool


def receive_upload(
    arrival: Arrival, *, listings: Listings, images: Images, image_processor: ImageProcessor, now: datetime
) -> ImageStatus | None:
    """Process an upload; return the new status of its image, None if the listing did not change.

    An upload that is not expected, or was processed before, is removed and changes nothing. The upload is removed
    last: one that is gone has been processed.
    """
    status: ImageStatus | None = None
    if expected := _expected(arrival, listings):
        outcome = _process(arrival, expected, images, image_processor)
        if outcome is None:
            return None
        if _record(arrival, outcome, listings, now):
            status = ImageStatus.REJECTED if isinstance(outcome, Rejection) else ImageStatus.READY
    images.discard(arrival.property_id, arrival.image_id)
    return status


def _expected(arrival: Arrival, listings: Listings) -> Image | None:
    try:
        listing = listings.get(arrival.property_id)
    except ListingNotFound:
        return None
    return next((image for image in expected_images(listing.images) if image.image_id == arrival.image_id), None)


def _process(
    arrival: Arrival, expected: Image, images: Images, image_processor: ImageProcessor
) -> ProcessedImage | Rejection | None:
    if arrival.is_last_attempt:  # the upload itself may have ended the attempts before
        return NOT_EDITED if expected.is_being_edited else NOT_PROCESSED
    try:
        content = images.fetch(arrival.property_id, arrival.image_id, size_max=SIZE_MAX)
        if content is None:
            return None
        processed = image_processor.process(content, expected.edit)
        images.store(arrival.property_id, arrival.image_id, processed.files)
    except ImageRejected as error:
        return error.rejection
    return processed


def _record(arrival: Arrival, outcome: ProcessedImage | Rejection, listings: Listings, now: datetime) -> bool:
    def rule(listing: Listing) -> Listing:
        if isinstance(outcome, Rejection):
            return reject(listing, arrival.image_id, outcome)
        return accept(listing, arrival.image_id, outcome.info)

    before, after = change(arrival.property_id, rule, listings=listings, now=now)
    return after is not before
