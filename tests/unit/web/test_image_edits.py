"""A photo is turned and cropped: what may be asked for, and what becomes of the listing; on in-memory ports."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some
from web_service.domain.images.collection import (
    IMAGES_MAX,
    ImageNotFound,
    ImageNotReady,
    TooManyImages,
    accept,
    expect,
)
from web_service.domain.images.edit import (
    SIDE_MIN,
    Crop,
    CropOutsidePhoto,
    ImageEdit,
    NothingToEdit,
    Size,
    TooLittleLeft,
    Turn,
    edit_of,
    side_min,
)
from web_service.domain.images.image import Image, ImageInfo, ImageStatus, RejectionCode
from web_service.domain.images.keys import MASTER_SIDE
from web_service.domain.listings.listing import AnotherVersion, ApprovalPending, Listing, ListingStatus, NotYourListing
from web_service.ports.listings import ListingNotFound
from web_service.use_cases.images import EDIT_SECONDS, Arrival, edit_image, receive_upload, remove_image
from web_service.use_cases.publication import ImagesInProgress, request_approval

from tests.unit.web.fakes import (
    ADMIN,
    HOUSE,
    INFO,
    MONDAY,
    OTHER,
    FakeBucket,
    FakeImageProcessor,
    FakeListings,
    a_call,
    a_listing,
    an_image,
    approved,
    pending,
    with_picture,
)

pytestmark = pytest.mark.domain

CROP = Crop(left=100, top=50, width=600, height=300)
PHOTO = Size(width=INFO.width, height=INFO.height)
SIZES = some.builds(Size, width=some.integers(SIDE_MIN, 30_000), height=some.integers(SIDE_MIN, 30_000))
TURNS: some.SearchStrategy[Turn] = some.sampled_from((0, 90, 180, 270))


def three_photos(**changes: object) -> Listing:
    listing = with_picture(with_picture(with_picture(a_listing())))
    first, second, third = listing.images
    described = replace(second, alt_text="The kitchen", caption="New oven", filename="kitchen.jpg")
    return replace(listing, images=(first, described, third), **changes)  # type: ignore[arg-type]


def edit(
    listings: FakeListings, image_id: UUID, turn: Turn = 90, crop: Crop | None = None, **more: object
) -> Image:  # fmt: skip
    asked = {"if_version": None, "call": a_call()} | more
    return edit_image(HOUSE, image_id, turn, crop, listings=listings, **asked)  # type: ignore[arg-type]


def processed(
    listings: FakeListings, bucket: FakeBucket, image_id: UUID, *, is_last_attempt: bool = False
) -> ImageStatus | None:
    arrival = Arrival(property_id=HOUSE, image_id=image_id, is_last_attempt=is_last_attempt)
    bucket.incoming[HOUSE, image_id] = b"master"
    return receive_upload(
        arrival, listings=listings, images=bucket, image_processor=FakeImageProcessor(), now=MONDAY
    )  # fmt: skip


def edited(listings: FakeListings, image_id: UUID) -> UUID:
    begun = edit(listings, image_id)
    processed(listings, FakeBucket(), begun.image_id)
    return begun.image_id


@given(photo=SIZES, turn=TURNS, draw=some.data())
def test_what_is_kept_lies_within_the_turned_photo_and_within_its_master(
    photo: Size, turn: Turn, draw: some.DataObject
) -> None:
    wide, high = (photo.height, photo.width) if turn in {90, 270} else (photo.width, photo.height)
    left, top = draw.draw(some.integers(0, wide - 1)), draw.draw(some.integers(0, high - 1))
    width, height = draw.draw(some.integers(1, wide - left)), draw.draw(some.integers(1, high - top))
    crop = Crop(left=left, top=top, width=width, height=height)
    try:
        found = edit_of(photo, turn, crop)
    except TooLittleLeft:
        assert min(width, height) < side_min(photo)
        return
    except NothingToEdit:
        assert (turn, width, height) == (0, wide, high)
        return
    assert found == ImageEdit(turn=turn, crop=crop, of=Size(width=wide, height=high))
    scale = min(1, MASTER_SIDE / max(wide, high))
    master = Size(width=max(1, round(wide * scale)), height=max(1, round(high * scale)))
    before, above, behind, below = found.box(master)
    assert 0 <= before < behind <= master.width
    assert 0 <= above < below <= master.height
    if scale == 1:
        assert (before, above, behind, below) == (left, top, left + width, top + height)
    for kept, exact in ((before, left), (behind, left + width)):
        assert abs(kept - exact * master.width / wide) < 1
    for kept, exact in ((above, top), (below, top + height)):
        assert abs(kept - exact * master.height / high) < 1
    assert min(behind - before, below - above) >= SIDE_MIN - 1  # never so little that moderation reads nothing


@pytest.mark.parametrize(
    "crop",
    [
        Crop(left=0, top=0, width=1200, height=1601),
        Crop(left=601, top=0, width=600, height=600),
        Crop(left=0, top=1201, width=400, height=400),
    ],
)
def test_a_crop_that_leaves_the_turned_photo_is_refused(crop: Crop) -> None:
    with pytest.raises(CropOutsidePhoto, match="1200 x 1600 pixels"):
        edit_of(PHOTO, 90, crop)


@pytest.mark.parametrize("crop", [None, Crop(left=0, top=0, width=1600, height=1200)])
def test_an_edit_that_changes_nothing_is_refused(crop: Crop | None) -> None:
    with pytest.raises(NothingToEdit):
        edit_of(PHOTO, 0, crop)


def test_so_much_is_left_that_something_is_seen() -> None:
    for width, height in ((99, 300), (300, 99)):
        with pytest.raises(TooLittleLeft, match="at least 100 x 100"):
            edit_of(PHOTO, 0, Crop(left=0, top=0, width=width, height=height))
    with pytest.raises(TooLittleLeft, match="at least 235 x 235"):  # its master is smaller
        edit_of(Size(width=6000, height=4000), 0, Crop(left=0, top=0, width=234, height=400))
    with pytest.raises(TooLittleLeft):  # as uploaded, it has a border of paper, which would be turned as well
        edit_of(Size(width=400, height=60), 90, None)


def test_an_edited_photo_takes_the_place_and_the_words_of_the_first() -> None:
    listings = FakeListings(three_photos())
    first, second, third = (image.image_id for image in listings.get(HOUSE).images)
    begun = edit(listings, second, 270, CROP)
    assert (begun.status, begun.replaces, begun.info) == (ImageStatus.EXPECTED, second, None)
    assert [image.image_id for image in listings.get(HOUSE).ready_images] == [first, second, third]
    assert begun.image_id not in {first, second, third}  # its files have keys of their own, and are moderated anew

    assert processed(listings, FakeBucket(), begun.image_id) is ImageStatus.READY
    images = listings.get(HOUSE).images
    assert [image.image_id for image in images] == [first, begun.image_id, third]
    assert (images[1].alt_text, images[1].caption, images[1].filename) == ("The kitchen", "New oven", "kitchen.jpg")
    assert (images[1].replaces, images[1].edit, images[1].is_private) == (second, None, True)


def test_words_and_an_order_of_meanwhile_are_kept() -> None:
    listings = FakeListings(three_photos())
    first, second, third = listings.get(HOUSE).images
    begun = edit(listings, second.image_id)
    before = listings.get(HOUSE)
    moved = (replace(second, alt_text="The hall", caption=None), third, first, *before.images[3:])
    listings.stored[HOUSE] = replace(before, images=moved)
    processed(listings, FakeBucket(), begun.image_id)
    images = listings.get(HOUSE).images
    assert [image.image_id for image in images] == [begun.image_id, third.image_id, first.image_id]
    assert (images[0].alt_text, images[0].caption) == ("The hall", None)


def test_the_image_is_processed_with_the_edit_that_was_asked_for() -> None:
    listings, bucket, processor = FakeListings(three_photos()), FakeBucket(), FakeImageProcessor()
    begun = edit(listings, listings.get(HOUSE).images[0].image_id, 90, CROP)
    bucket.incoming[HOUSE, begun.image_id] = b"master"
    arrival = Arrival(property_id=HOUSE, image_id=begun.image_id, is_last_attempt=False)
    receive_upload(arrival, listings=listings, images=bucket, image_processor=processor, now=MONDAY)
    assert processor.edits == [ImageEdit(turn=90, crop=CROP, of=Size(width=1200, height=1600))]


def test_an_edit_that_is_reported_twice_turns_the_photo_once() -> None:
    listings, bucket = FakeListings(three_photos()), FakeBucket()
    begun = edit(listings, listings.get(HOUSE).images[1].image_id)
    processed(listings, bucket, begun.image_id)
    before = listings.get(HOUSE)
    bucket.stored.clear()
    assert processed(listings, bucket, begun.image_id) is None
    assert (listings.get(HOUSE), bucket.incoming, bucket.stored) == (before, {}, {})


def test_a_lost_answer_begins_no_second_edit() -> None:
    """The store repeats a write whose answer was lost, and then finds another version than it expects."""

    class Forgetful(FakeListings):
        def save(self, before: Listing, after: Listing, *more: object) -> None:
            super().save(before, after)
            if len(self.saves) == 1:
                self.stored[HOUSE] = replace(after, description="by a colleague", version=after.version + 1)
                from web_service.ports.listings import ListingChangedMeanwhile  # noqa: PLC0415 - of this test alone

                raise ListingChangedMeanwhile

    listings = Forgetful(three_photos())
    begun = edit(listings, listings.get(HOUSE).images[1].image_id)
    assert [image.image_id for image in listings.get(HOUSE).images if image.replaces] == [begun.image_id]


def test_an_approved_listing_is_a_draft_once_its_photo_is_another_one() -> None:
    listing = approved(three_photos())
    listings = FakeListings(listing)
    begun = edit(listings, listing.images[1].image_id)
    assert listings.get(HOUSE).status is ListingStatus.APPROVED
    processed(listings, FakeBucket(), begun.image_id)
    after = listings.get(HOUSE)
    assert (after.status, after.public_version) == (ListingStatus.DRAFT, listing.public_version)


def test_a_pending_listing_has_no_photo_edited() -> None:
    listing = pending(three_photos())
    with pytest.raises(ApprovalPending):
        edit(FakeListings(listing), listing.images[1].image_id)


def test_only_the_owner_and_admins_edit_photos() -> None:
    listings = FakeListings(three_photos())
    image_id = listings.get(HOUSE).images[1].image_id
    with pytest.raises(NotYourListing):
        edit(listings, image_id, call=a_call(OTHER))
    with pytest.raises(AnotherVersion):
        edit(listings, image_id, if_version={7})
    assert edit(listings, image_id, if_version={1}, call=a_call(ADMIN)).replaces == image_id


def test_a_photo_that_is_gone_or_rejected_or_of_no_listing_is_not_found() -> None:
    listings = FakeListings(three_photos())
    rejected = edit(listings, listings.get(HOUSE).images[1].image_id)
    processed(listings, FakeBucket(), rejected.image_id, is_last_attempt=True)
    for image_id in (uuid4(), rejected.image_id):
        with pytest.raises(ImageNotFound):
            edit(listings, image_id)
    with pytest.raises(ListingNotFound):
        edit(FakeListings(), uuid4())


def test_a_photo_that_is_processed_or_edited_is_not_edited_at_the_same_time() -> None:
    upload = an_image()
    listings = FakeListings(expect(three_photos(), upload, now=MONDAY))
    first = listings.get(HOUSE).images[0].image_id
    begun = edit(listings, first)
    for image_id in (upload.image_id, first, begun.image_id):
        with pytest.raises(ImageNotReady):
            edit(listings, image_id)
    processed(listings, FakeBucket(), begun.image_id)
    assert edit(listings, begun.image_id).replaces == begun.image_id
    with pytest.raises(ImageNotFound):
        edit(listings, first)


def test_an_edit_that_nothing_came_of_holds_nothing_up() -> None:
    listings = FakeListings(three_photos())
    first = listings.get(HOUSE).images[0].image_id
    lost = edit(listings, first)
    later = a_call(now=MONDAY + timedelta(seconds=EDIT_SECONDS))
    again = edit(listings, first, call=later)
    assert lost.image_id not in {image.image_id for image in listings.get(HOUSE).images}
    assert processed(listings, FakeBucket(), lost.image_id) is None
    processed(listings, FakeBucket(), again.image_id)
    assert listings.get(HOUSE).images[0].image_id == again.image_id


@pytest.mark.parametrize("what", ["first", "edited"])
def test_an_edit_ends_with_the_removal_of_its_photo_or_of_itself(what: str) -> None:
    listings, bucket = FakeListings(three_photos()), FakeBucket()
    first = listings.get(HOUSE).images[0].image_id
    begun = edit(listings, first)
    removed = {"first": first, "edited": begun.image_id}[what]
    remove_image(HOUSE, removed, if_version=None, listings=listings, call=a_call())
    before = listings.get(HOUSE)
    assert (len(before.images), begun.image_id in {image.image_id for image in before.images}) == (
        {"first": 2, "edited": 3}[what],
        False,
    )
    assert processed(listings, bucket, begun.image_id) is None
    assert (listings.get(HOUSE), bucket.stored) == (before, {})


def test_an_image_whose_first_is_gone_takes_no_place() -> None:
    listings = FakeListings(three_photos())
    begun = edit(listings, listings.get(HOUSE).images[0].image_id)
    listing = listings.get(HOUSE)
    without = replace(listing, images=listing.images[1:])
    assert begun.image_id not in {image.image_id for image in accept(without, begun.image_id, INFO).images}


def test_an_edit_that_ends_every_attempt_leaves_the_photo_as_it_was() -> None:
    listings = FakeListings(three_photos())
    before = listings.get(HOUSE).ready_images
    begun = edit(listings, before[1].image_id)
    assert processed(listings, FakeBucket(), begun.image_id, is_last_attempt=True) is ImageStatus.REJECTED
    listing = listings.get(HOUSE)
    (refused,) = (image for image in listing.images if image.rejection)
    assert listing.ready_images == before
    assert refused.rejection
    assert (refused.rejection.code, refused.replaces) == (RejectionCode.PROCESSING_FAILED, before[1].image_id)
    assert "stays as it was" in refused.rejection.message


def test_an_edit_takes_the_room_of_no_photo() -> None:
    listing = a_listing()
    for _ in range(IMAGES_MAX - 1):
        listing = with_picture(listing)
    listings = FakeListings(listing)
    for image in listing.images:
        edit(listings, image.image_id)
    full = expect(listings.get(HOUSE), an_image(), now=MONDAY)
    with pytest.raises(TooManyImages):
        expect(full, an_image(), now=MONDAY)


def published(listings: FakeListings, *, at: timedelta, pause: Callable[[], None]) -> Listing:
    nothing = FakeBucket()
    call = a_call(now=MONDAY + at)
    return request_approval(HOUSE, listings=listings, arrived=nothing.arrived, call=call, pause=pause)


def test_a_publication_waits_for_an_edit_and_is_of_the_edited_photo() -> None:
    listings = FakeListings(three_photos())
    second = listings.get(HOUSE).images[1].image_id
    begun = edit(listings, second)
    pauses = iter(range(3))

    def pause() -> None:
        if next(pauses) == 2:
            processed(listings, FakeBucket(), begun.image_id)

    listing = published(listings, at=timedelta(), pause=pause)
    assert listing.status is ListingStatus.PENDING
    assert [image.image_id for image in listing.images][1] == begun.image_id
    assert second not in {image.image_id for image in listing.images}


def test_a_publication_waits_for_an_edit_only_while_it_may_come() -> None:
    listings = FakeListings(three_photos())
    begun = edit(listings, listings.get(HOUSE).images[1].image_id)
    with pytest.raises(ImagesInProgress):
        published(listings, at=timedelta(seconds=EDIT_SECONDS - 1), pause=lambda: None)
    listing = published(listings, at=timedelta(seconds=EDIT_SECONDS), pause=lambda: None)
    assert listing.images[-1].rejection
    assert "could not be turned" in listing.images[-1].rejection.message
    assert processed(listings, FakeBucket(), begun.image_id) is None
    assert listings.get(HOUSE) == listing


def test_a_photo_is_edited_again_and_again() -> None:
    listings = FakeListings(three_photos())
    images = listings.get(HOUSE).images
    last = images[0].image_id
    for _ in range(3):
        last = edited(listings, last)
    assert [image.image_id for image in listings.get(HOUSE).images] == [last, *(i.image_id for i in images[1:])]


def test_the_size_of_an_edited_photo_is_its_own() -> None:
    listings = FakeListings(three_photos())
    begun = edit(listings, listings.get(HOUSE).images[0].image_id, 90, CROP)
    small = ImageInfo(width=600, height=300, placeholder="data:,")
    listing = accept(listings.get(HOUSE), begun.image_id, small)
    with pytest.raises(CropOutsidePhoto):
        edit(FakeListings(listing), begun.image_id, 0, Crop(left=0, top=0, width=601, height=300))
