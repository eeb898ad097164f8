"""The Web context's wiring with in-memory ports, while a patch is active."""

import pytest
from web_service import wiring
from web_service.adapters.images.signed_photos import SignedPhotos
from web_service.domain.listings.listing import Listing

from tests.receipts import ForgetfulReceipts
from tests.unit.web.fakes import (
    MONDAY,
    FakeBucket,
    FakeImageProcessor,
    FakeListings,
    FakeLocalities,
    FakePublicListings,
    FakeResoFeed,
)
from unicorn_kit.aws.presigning import Bucket
from unicorn_kit.aws.signing import Credentials

PRIVATE_PHOTOS = SignedPhotos(
    Bucket("https://bucket.example", "eu-west-1", Credentials("AKIDEXAMPLE", "secret")), lambda: MONDAY
)


def listings_in_memory(patch: pytest.MonkeyPatch, *listings: Listing) -> FakeListings:
    fake = FakeListings(*listings)
    public, localities = FakePublicListings(fake), FakeLocalities(fake)
    patch.setenv("CURSOR_KEY", "a key of this test")
    patch.setenv("PICTURES_URL", "https://pictures.example")
    patch.setattr(wiring, "listings", lambda: fake)
    patch.setattr(wiring, "public_listings", lambda: public)
    patch.setattr(wiring, "reso_feed", lambda: FakeResoFeed(public))
    patch.setattr(wiring, "signed_photos", lambda: PRIVATE_PHOTOS)
    patch.setattr(wiring, "localities", lambda: localities)
    patch.setattr(wiring, "receipts", ForgetfulReceipts)
    patch.setattr(wiring, "pause", lambda: None)
    return fake


def bucket_in_memory(patch: pytest.MonkeyPatch) -> FakeBucket:
    fake, processor = FakeBucket(), FakeImageProcessor()
    patch.setattr(wiring, "image_bucket", lambda: fake)
    patch.setattr(wiring, "image_processor", lambda: processor)
    return fake
