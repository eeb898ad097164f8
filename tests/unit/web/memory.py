"""The Web context's wiring with in-memory ports, while a patch is active."""

from typing import Any

import pytest
from web_service import wiring
from web_service.adapters.images.signed_photos import SignedPhotos
from web_service.adapters.webhooks.delivery_table import DeliveryTable
from web_service.adapters.webhooks.webhook_table import WebhookTable
from web_service.domain.listings.listing import Listing
from web_service.use_cases.webhooks import Internet

from tests.receipts import ForgetfulReceipts
from tests.unit.web.fakes import (
    MONDAY,
    FakeBucket,
    FakeImageProcessor,
    FakeKnownLocalities,
    FakeListings,
    FakeLocalities,
    FakePublicListings,
    FakeResoFeed,
    FakeReviews,
    FakeRoster,
)
from tests.unit.web.webhooks.memory import TABLE, MemoryClient, memory_table
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
    patch.setattr(wiring, "reviews", lambda: FakeReviews(fake))
    patch.setattr(wiring, "public_listings", lambda: public)
    patch.setattr(wiring, "roster", lambda: FakeRoster(public))
    patch.setattr(wiring, "known_localities", lambda: FakeKnownLocalities(public))
    patch.setattr(wiring, "reso_feed", lambda: FakeResoFeed(public))
    patch.setattr(wiring, "signed_photos", lambda: PRIVATE_PHOTOS)
    patch.setattr(wiring, "localities", lambda: localities)
    patch.setattr(wiring, "receipts", ForgetfulReceipts)
    patch.setattr(wiring, "pause", lambda: None)
    webhooks_in_memory(patch)
    return fake


def bucket_in_memory(patch: pytest.MonkeyPatch) -> FakeBucket:
    fake, processor = FakeBucket(), FakeImageProcessor()
    patch.setattr(wiring, "image_bucket", lambda: fake)
    patch.setattr(wiring, "image_processor", lambda: processor)
    return fake


def webhooks_in_memory(patch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Keep webhooks in a table in memory; return the names of the internet with their addresses."""
    client: Any = MemoryClient(memory_table())
    names = {"agency.example": ["93.184.215.14"]}
    internet = Internet(addresses=lambda host, *_: names.get(host, []))
    patch.setattr(wiring, "webhooks", lambda: WebhookTable(client, TABLE))
    patch.setattr(wiring, "deliveries", lambda: DeliveryTable(client, TABLE))
    patch.setattr(wiring, "internet", lambda: internet)
    patch.setattr(wiring, "receipts", ForgetfulReceipts)
    return names
