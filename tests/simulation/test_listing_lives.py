"""Random histories of one listing: whatever its agent and the bus do, customers see exactly what was approved."""

import random
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest
from web_service.domain.images.collection import ImageNotFound, ImagePosition
from web_service.domain.images.image import Image
from web_service.domain.images.upload import Upload
from web_service.domain.listings.editing import Edit
from web_service.domain.listings.listing import ApprovalPending, Listing, ListingStatus
from web_service.domain.publication.request import Reason
from web_service.domain.publication.rules import AlreadyApproved, Evaluation, Result, Revocation
from web_service.use_cases.changes import Call
from web_service.use_cases.images import arrange_images, expect_image, remove_image
from web_service.use_cases.listings import edit_listing, withdraw_listing
from web_service.use_cases.publication import apply_evaluation, apply_revocation, request_approval

from tests.unit.web.fakes import HOUSE, MONDAY, FakeBucket, FakeListings, a_call, a_listing
from tests.unit.web.test_use_cases import an_arrival, received

HISTORIES, STEPS = 400, 40
UPLOAD = Upload(filename="front.jpg", content_type="image/jpeg", size=1000)
ENDED = Reason(code="CONTRACT_CANCELLED", subject="contract", message="It was cancelled.")
EXPECTED_ERRORS = (ApprovalPending, AlreadyApproved, ImageNotFound)
type Content = tuple[object, ...]


def content_of(listing: Listing) -> Content:
    """Return everything that is evaluated and that customers see."""
    pictures = tuple((image.image_id, image.alt_text, image.caption) for image in listing.ready_images)
    return listing.description, listing.price, listing.features, pictures


class ListingHistory:
    """A listing, and its evaluations and revocations: any of them, in any order, any number of times."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.listings, self.bucket = FakeListings(a_listing()), FakeBucket()
        self.now = MONDAY
        self.asked: dict[UUID, Content] = {}  # the content to evaluate, by request
        self.revoked: set[UUID] = set()
        self.done: Counter[str] = Counter()

    @property
    def listing(self) -> Listing:
        return self.listings.get(HOUSE)

    def step(self) -> None:
        self.now += timedelta(minutes=1)
        action = self.chance.choice(
            [self.edit, self.upload, self.arrange, self.remove, self.ask, self.ask, self.decide, self.decide]
            + [self.revoke, self.withdraw] * (self.chance.random() < 0.4)
        )
        before = self.listing
        with suppress(*EXPECTED_ERRORS):
            action()
            self.done[action.__name__] += 1
        self.check(before, self.listing)

    def edit(self) -> None:
        features = {"headline": self.chance.choice([None, "Sunny", "Quiet"]), "bedrooms": self.chance.randrange(3)}
        edit_listing(HOUSE, Edit(features=features), if_version=None, listings=self.listings, call=self._call())

    def upload(self) -> None:
        image_id, _ = expect_image(HOUSE, UPLOAD, listings=self.listings, uploads=self.bucket, call=self._call())
        if self.chance.random() < 0.8:  # the others never arrive, or arrive too late
            self._arrive(image_id)

    def arrange(self) -> None:
        pictures = list(self.listing.ready_images)
        self.chance.shuffle(pictures)
        places = [self._place(image) for image in pictures]
        arrange_images(HOUSE, places, if_version=None, listings=self.listings, call=self._call())

    def remove(self) -> None:
        images = [image.image_id for image in self.listing.images] or [UUID(int=0)]
        remove_image(HOUSE, self.chance.choice(images), if_version=None, listings=self.listings, call=self._call())

    def ask(self) -> None:
        listing = request_approval(
            HOUSE, listings=self.listings, arrived=lambda _: set(), call=self._call(), pause=pytest.fail
        )
        assert listing.request
        self.asked[listing.request.request_id] = content_of(listing)

    def decide(self) -> None:
        result = self.chance.choice([Result.APPROVED, Result.APPROVED, Result.DECLINED])
        evaluation = Evaluation(property_id=HOUSE, request_id=self._request(), result=result, occurred_at=self.now)
        apply_evaluation(evaluation, listings=self.listings, now=self.now)

    def revoke(self) -> None:
        request_id = self._request()
        self.revoked.add(request_id)
        revocation = Revocation(property_id=HOUSE, request_id=request_id, reason=ENDED, occurred_at=self.now)
        apply_revocation(revocation, listings=self.listings, now=self.now)

    def withdraw(self) -> None:
        if self.listing.request:  # without one it would be removed
            withdraw_listing(HOUSE, if_version=None, listings=self.listings, call=self._call())
            assert (self.listing.status, self.listing.public_version) == (ListingStatus.WITHDRAWN, None)
            for image in self.listing.images:
                self._arrive(image.image_id)

    def check(self, before: Listing, after: Listing) -> None:
        public = self.listings.public.get(HOUSE)
        assert (public is not None) == (after.public_version is not None)
        if public and after.public_version:
            assert content_of(public) == self.asked[after.public_version.request_id]
            assert after.public_version.request_id not in self.revoked
        if after.status is ListingStatus.APPROVED:
            assert after.public_version
            assert after.request
            assert content_of(after) == self.asked[after.request.request_id]
        if after.status is ListingStatus.PENDING:
            assert after.request
            assert content_of(after) == self.asked[after.request.request_id]
        assert after.version >= before.version
        assert (after.version == before.version) == (after == before)
        assert after.sequence == len(self.asked)
        assert after.status_history[-1:] == () or after.status_history[-1].status is after.status

    def _call(self) -> Call:
        return a_call(now=self.now)

    def _arrive(self, image_id: UUID) -> None:
        self.bucket.incoming[HOUSE, image_id] = b"a picture"
        received(an_arrival(image_id), self.listings, self.bucket)

    def _place(self, image: Image) -> ImagePosition:
        texts: dict[str, str | None] = self.chance.choice(
            [{}, {"caption": "The garden"}, {"alt_text": "The front", "caption": None}]
        )
        return ImagePosition(image_id=image.image_id, texts=texts)

    def _request(self) -> UUID:
        """Return the id of the last request, of any earlier one, or one that never existed."""
        ever = [*self.asked, UUID(int=0)]
        last = ever[-2:-1] or ever
        return self.chance.choice(last * 4 + ever)


def test_customers_see_exactly_what_was_approved_though_answers_are_late_repeated_or_out_of_order() -> None:
    done: Counter[str] = Counter()
    for seed in range(HISTORIES):
        history = ListingHistory(seed)
        for _ in range(STEPS):
            history.step()
        done += history.done
    print(dict(done))
    assert min(done.values()) > HISTORIES
