"""The use cases of Web on in-memory ports."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from web_service.domain.images.collection import IMAGES_MAX, REJECTED_MAX, TooManyImages, expect, reject
from web_service.domain.images.edit import ImageEdit
from web_service.domain.images.image import ImageStatus, Rejection, RejectionCode
from web_service.domain.images.upload import ImageRejected, ProcessedImage, Upload
from web_service.domain.listings.listing import ApprovalPending, ListingStatus, NotYourListing
from web_service.domain.publication.request import Reason
from web_service.domain.publication.rules import Result, Revocation
from web_service.ports.listings import ListingChangedMeanwhile, ListingNotFound
from web_service.use_cases.changes import TRIES, own_listing
from web_service.use_cases.images import Arrival, expect_image, receive_upload
from web_service.use_cases.publication import (
    LOOKS,
    ImagesInProgress,
    apply_evaluation,
    apply_revocation,
    request_approval,
)

from tests.unit.web.fakes import (
    ADMIN,
    HOUSE,
    INFO,
    MONDAY,
    OTHER,
    TUESDAY,
    FakeBucket,
    FakeImageProcessor,
    FakeListings,
    a_call,
    a_listing,
    an_image,
    answer_to,
    approved,
    pending,
    with_picture,
)
from unicorn_kit.errors import StoreUnavailable

pytestmark = pytest.mark.domain

UPLOAD = Upload(filename="front.jpg", content_type="image/jpeg", size=1000)


def received(arrival: Arrival, listings: FakeListings, bucket: FakeBucket) -> ImageStatus | None:
    return receive_upload(arrival, listings=listings, images=bucket, image_processor=FakeImageProcessor(), now=TUESDAY)


def an_arrival(image_id: UUID, *, is_last_attempt: bool = False) -> Arrival:
    return Arrival(property_id=HOUSE, image_id=image_id, is_last_attempt=is_last_attempt)


def uploaded(listings: FakeListings, bucket: FakeBucket) -> UUID:
    image_id, _ = expect_image(HOUSE, UPLOAD, listings=listings, uploads=bucket, call=a_call())
    bucket.incoming[HOUSE, image_id] = b"picture"
    return image_id


def test_an_upload_becomes_an_image_and_is_deleted() -> None:
    listings, bucket = FakeListings(a_listing()), FakeBucket()
    image_id = uploaded(listings, bucket)
    assert received(an_arrival(image_id), listings, bucket) is ImageStatus.READY
    (image,) = listings.get(HOUSE).ready_images
    assert (image.image_id, image.info, bucket.incoming) == (image_id, INFO, {})
    assert [file.name for file in bucket.stored[HOUSE, image_id]] == ["master.jpg"]


def test_an_upload_stays_until_its_image_is_recorded() -> None:
    """One that is gone counts as processed, and its image would be expected for ever."""

    class Busy(FakeListings):
        def save(self, *_: object) -> None:
            raise StoreUnavailable

    listings, bucket = FakeListings(a_listing()), FakeBucket()
    image_id = uploaded(listings, bucket)
    with pytest.raises(StoreUnavailable):
        received(an_arrival(image_id), Busy(listings.get(HOUSE)), bucket)
    assert bucket.incoming == {(HOUSE, image_id): b"picture"}


def test_an_upload_that_is_reported_twice_changes_nothing_the_second_time() -> None:
    listings, bucket = FakeListings(a_listing()), FakeBucket()
    image_id = uploaded(listings, bucket)
    received(an_arrival(image_id), listings, bucket)
    before = listings.get(HOUSE)
    bucket.incoming[HOUSE, image_id] = b"another picture, under the same ticket"
    bucket.stored.clear()
    assert received(an_arrival(image_id), listings, bucket) is None
    assert (listings.get(HOUSE), bucket.incoming, bucket.stored) == (before, {}, {})


@pytest.mark.parametrize("property_id", [HOUSE, "usa/nowhere/no-street/1"])
def test_an_unexpected_upload_is_deleted(property_id: str) -> None:
    listings, bucket = FakeListings(a_listing()), FakeBucket()
    stray = uuid4()
    bucket.incoming[property_id, stray] = b"?"
    arrival = replace(an_arrival(stray), property_id=property_id)
    assert received(arrival, listings, bucket) is None
    assert (bucket.incoming, bucket.stored, listings.saves) == ({}, {}, [])


def test_a_missing_upload_was_already_processed() -> None:
    listings, bucket = FakeListings(a_listing()), FakeBucket()
    image_id = uploaded(listings, bucket)
    bucket.incoming.clear()
    assert received(an_arrival(image_id), listings, bucket) is None
    assert listings.get(HOUSE).images[0].status is ImageStatus.EXPECTED


def test_an_agent_sees_why_an_upload_was_rejected() -> None:
    class Blind(FakeImageProcessor):
        def process(self, content: bytes, edit: ImageEdit | None = None) -> ProcessedImage:
            raise ImageRejected(Rejection(code=RejectionCode.NOT_AN_IMAGE, message="no picture"))

    listings, bucket = FakeListings(a_listing()), FakeBucket()
    image_id = uploaded(listings, bucket)
    status = receive_upload(
        an_arrival(image_id), listings=listings, images=bucket, image_processor=Blind(), now=TUESDAY
    )  # fmt: skip
    (image,) = listings.get(HOUSE).images
    assert status is image.status is ImageStatus.REJECTED
    assert image.rejection and image.rejection.code is RejectionCode.NOT_AN_IMAGE
    assert bucket.incoming == {}


def test_an_upload_that_crashed_every_attempt_is_not_opened_again() -> None:
    listings, bucket = FakeListings(a_listing()), FakeBucket()
    image_id = uploaded(listings, bucket)
    status = receive_upload(
        an_arrival(image_id, is_last_attempt=True),
        listings=listings,
        images=bucket,
        image_processor=None,  # type: ignore[arg-type]  # it may not be asked
        now=TUESDAY,
    )
    assert status is ImageStatus.REJECTED
    rejection = listings.get(HOUSE).images[0].rejection
    assert rejection and rejection.code is RejectionCode.PROCESSING_FAILED


def test_images_that_are_ready_at_the_same_moment_all_join() -> None:
    listings, bucket = FakeListings(a_listing()), FakeBucket()
    first, second = uploaded(listings, bucket), uploaded(listings, bucket)
    stale = listings.get(HOUSE)
    listings.quicker = [replace(stale, description="changed by somebody else", version=stale.version + 1)]
    received(an_arrival(first), listings, bucket)
    received(an_arrival(second), listings, bucket)
    listing = listings.get(HOUSE)
    assert [image.image_id for image in listing.ready_images] == [first, second]
    assert listing.description == "changed by somebody else"


def test_a_change_that_always_loses_the_race_is_an_error() -> None:
    listings, bucket = FakeListings(a_listing()), FakeBucket()
    listings.quicker = [a_listing(version=version + 2) for version in range(TRIES)]
    with pytest.raises(ListingChangedMeanwhile):
        uploaded(listings, bucket)


def test_a_new_image_makes_an_approved_listing_a_draft_and_leaves_its_public_version() -> None:
    listings, bucket = FakeListings(approved()), FakeBucket()
    received(an_arrival(uploaded(listings, bucket)), listings, bucket)
    listing = listings.get(HOUSE)
    assert (listing.status, len(listing.ready_images)) == (ListingStatus.DRAFT, 1)
    assert listing.public_version
    assert listings.public[HOUSE].ready_images == ()


def test_a_ticket_is_for_one_file_of_the_announced_type() -> None:
    listings, bucket = FakeListings(a_listing()), FakeBucket()
    image_id, ticket = expect_image(HOUSE, UPLOAD, listings=listings, uploads=bucket, call=a_call())
    assert bucket.tickets == [(image_id, UPLOAD, 900)]
    assert ticket.fields["key"].endswith(str(image_id))


def test_only_the_owner_and_admins_get_tickets() -> None:
    listings, bucket = FakeListings(a_listing()), FakeBucket()
    with pytest.raises(NotYourListing):
        expect_image(HOUSE, UPLOAD, listings=listings, uploads=bucket, call=a_call(OTHER))
    with pytest.raises(ListingNotFound):
        expect_image("usa/a/b/1", UPLOAD, listings=listings, uploads=bucket, call=a_call())
    expect_image(HOUSE, UPLOAD, listings=listings, uploads=bucket, call=a_call(ADMIN))
    assert len(listings.get(HOUSE).images) == 1


def test_a_pending_listing_accepts_no_images() -> None:
    with pytest.raises(ApprovalPending):
        expect(pending(), an_image(), now=MONDAY)


def test_a_listing_has_a_maximum_of_images_and_drops_expired_tickets() -> None:
    listing = a_listing()
    for _ in range(IMAGES_MAX):
        listing = expect(listing, an_image(), now=MONDAY)
    with pytest.raises(TooManyImages):
        expect(listing, an_image(), now=MONDAY)
    assert len(expect(listing, an_image(now=TUESDAY), now=TUESDAY).images) == 1


def test_only_the_newest_rejections_are_kept() -> None:
    listing, rejection = a_listing(), Rejection(code=RejectionCode.DAMAGED, message="damaged")
    for _ in range(REJECTED_MAX + 5):
        image = an_image()
        listing = reject(expect(listing, image, now=MONDAY), image.image_id, rejection)
    assert len(listing.images) == REJECTED_MAX + 1  # the rejected ones that are kept, and the newest one


class Waiting:
    """Counts the pauses, and finishes processing the image during one of them."""

    def __init__(self, listings: FakeListings, bucket: FakeBucket, image_id: UUID, *, ready_at: int) -> None:
        self.listings, self.bucket, self.image_id, self.ready_at = listings, bucket, image_id, ready_at
        self.pauses = 0

    def __call__(self) -> None:
        self.pauses += 1
        if self.pauses == self.ready_at:
            received(an_arrival(self.image_id), self.listings, self.bucket)


def test_a_request_waits_for_images_being_processed() -> None:
    listings, bucket = FakeListings(a_listing()), FakeBucket()
    image_id = uploaded(listings, bucket)
    pause = Waiting(listings, bucket, image_id, ready_at=3)
    listing = request_approval(HOUSE, listings=listings, arrived=bucket.arrived, call=a_call(), pause=pause)
    assert pause.pauses == 3
    assert [image.image_id for image in listing.ready_images] == [image_id]


def test_a_request_waits_for_a_limited_time() -> None:
    listings, bucket = FakeListings(a_listing()), FakeBucket()
    pause = Waiting(listings, bucket, uploaded(listings, bucket), ready_at=LOOKS + 1)
    with pytest.raises(ImagesInProgress):
        request_approval(HOUSE, listings=listings, arrived=bucket.arrived, call=a_call(), pause=pause)
    assert listings.get(HOUSE).status is ListingStatus.DRAFT


def test_a_request_does_not_wait_for_images_that_were_never_uploaded() -> None:
    listings, bucket = FakeListings(a_listing()), FakeBucket()
    image_id = uploaded(listings, bucket)
    bucket.incoming.clear()
    listing = request_approval(HOUSE, listings=listings, arrived=bucket.arrived, call=a_call(), pause=pytest.fail)
    assert (listing.status, listing.ready_images) == (ListingStatus.PENDING, ())
    bucket.incoming[HOUSE, image_id] = b"too late"
    received(an_arrival(image_id), listings, bucket)
    assert listings.get(HOUSE) == listing


def test_of_two_concurrent_requests_one_fails() -> None:
    listings, bucket = FakeListings(a_listing()), FakeBucket()
    listings.quicker = [replace(pending(), version=2)]
    with pytest.raises(ApprovalPending):
        request_approval(HOUSE, listings=listings, arrived=bucket.arrived, call=a_call(), pause=pytest.fail)
    assert listings.get(HOUSE).sequence == 1


def test_a_request_whose_answer_was_lost_is_not_made_again_once_it_is_decided() -> None:
    """Else the listing would be pending with the id of a request that was evaluated before, and stay so for ever."""
    listings, bucket = FakeListings(a_listing()), FakeBucket()
    call = replace(a_call(), new_id=lambda: UUID(int=7))
    asked = request_approval(HOUSE, listings=listings, arrived=bucket.arrived, call=call, pause=pytest.fail)
    declined = apply_evaluation(answer_to(asked, Result.DECLINED), listings=listings, now=TUESDAY)
    assert declined
    again = request_approval(HOUSE, listings=listings, arrived=bucket.arrived, call=call, pause=pytest.fail)
    assert again == declined == listings.get(HOUSE)


def test_only_the_owner_can_request_publication_and_read_its_state() -> None:
    listings, bucket = FakeListings(a_listing()), FakeBucket()
    with pytest.raises(NotYourListing):
        request_approval(HOUSE, listings=listings, arrived=bucket.arrived, call=a_call(OTHER), pause=pytest.fail)
    with pytest.raises(NotYourListing):
        own_listing(HOUSE, listings=listings, call=a_call(OTHER))
    request_approval(HOUSE, listings=listings, arrived=bucket.arrived, call=a_call(ADMIN), pause=pytest.fail)
    assert own_listing(HOUSE, listings=listings, call=a_call()).status is ListingStatus.PENDING


def test_an_evaluation_of_an_unknown_property_makes_no_listing() -> None:
    listings = FakeListings()
    assert apply_evaluation(answer_to(pending()), listings=listings, now=TUESDAY) is None
    assert listings.stored == {}


def test_a_decision_has_the_time_of_its_event_but_never_a_future_time() -> None:
    asked = pending(with_picture(a_listing()))
    for occurred_at, dated in ((MONDAY, MONDAY), (TUESDAY + timedelta(days=1), TUESDAY)):
        listings = FakeListings(asked)
        approved = apply_evaluation(answer_to(asked, occurred_at=occurred_at), listings=listings, now=TUESDAY)
        assert approved
        assert approved.public_version
        assert (approved.decided_at, approved.public_version.since, approved.status_history[-1].at) == (dated,) * 3


def test_a_revocation_has_the_time_of_its_event_but_never_a_future_time() -> None:
    public = approved()
    assert public.request
    reason = Reason(code="CONTRACT_CANCELLED", subject="contract", message="m")
    for occurred_at, dated in ((MONDAY, MONDAY), (TUESDAY + timedelta(days=1), TUESDAY)):
        revocation = Revocation(
            property_id=HOUSE, request_id=public.request.request_id, reason=reason, occurred_at=occurred_at
        )
        revoked = apply_revocation(revocation, listings=FakeListings(public), now=TUESDAY)
        assert revoked
        assert (revoked.decided_at, revoked.status_history[-1].at) == (dated, dated)


def test_an_approved_listing_is_public_and_a_declined_one_is_not() -> None:
    asked = pending(with_picture(a_listing()))
    listings = FakeListings(asked)
    apply_evaluation(answer_to(asked, Result.DECLINED), listings=listings, now=TUESDAY)
    assert listings.public == {}
    again = pending(listings.get(HOUSE))
    listings = FakeListings(again)
    apply_evaluation(answer_to(again), listings=listings, now=TUESDAY)
    assert listings.public.keys() == {HOUSE}
