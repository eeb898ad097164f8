"""The Web context's functions over ports in memory."""

import pytest
from web_service import wiring

from tests.unit.web.api import SITE
from tests.unit.web.fakes import FakeBucket, FakeDarkroom, FakeListings, FakePublicListings


@pytest.fixture
def listings(monkeypatch: pytest.MonkeyPatch) -> FakeListings:
    fake = FakeListings()
    public = FakePublicListings(fake)
    monkeypatch.setenv("SITE_ORIGIN", SITE)
    monkeypatch.setenv("CURSOR_KEY", "a key of this test")
    monkeypatch.setenv("PICTURES_URL", "https://pictures.example")
    monkeypatch.setattr(wiring, "listings", lambda: fake)
    monkeypatch.setattr(wiring, "public_listings", lambda: public)
    monkeypatch.setattr(wiring, "pause", lambda: None)
    return fake


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> FakeBucket:
    fake, darkroom = FakeBucket(), FakeDarkroom()
    monkeypatch.setattr(wiring, "image_bucket", lambda: fake)
    monkeypatch.setattr(wiring, "darkroom", lambda: darkroom)
    return fake
