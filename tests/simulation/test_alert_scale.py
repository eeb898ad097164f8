"""Thousands of publications against a thousand saved searches: exactly the matching ones, once, by few items read.

The adapters are those that are shipped, on tables in memory. What is due is computed from the numbers that homes and
searches were made of, without the code that compares them.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from web_service.adapters.alerts.alert_table import AlertTable
from web_service.adapters.alerts.homes import HomeTable
from web_service.adapters.listings.listing_items import listing_item
from web_service.adapters.search.public_items import public_item
from web_service.api.alerts.searches import canonical, wishes_of
from web_service.domain.alerts.mails import Links, Mail
from web_service.domain.alerts.saved_search import CONFIRMED_WITHIN, SavedSearch, confirm
from web_service.domain.listings.features import Features, RentPeriod
from web_service.domain.listings.listing import OfferKind
from web_service.domain.listings.money import Money
from web_service.use_cases import alert_mails
from web_service.use_cases.alert_mails import Mails
from web_service.use_cases.alert_matches import localities_of, match_home
from web_service.use_cases.alerts import Post

from tests.dynamodb import MemoryDynamoDB
from tests.unit.web.alerts import homes_of
from tests.unit.web.fakes import ADDRESS, a_listing, approved

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
COUNTRIES, CITIES, STREETS = 5, 10, 20  # cities of a country, streets of a city
AGAIN = 0.1  # of the events that come a second time


class Numbers(NamedTuple):
    """A home: where it is, and what is compared of it."""

    place: tuple[int, int, int]
    number: int
    kind: str
    price: int
    bedrooms: int

    @property
    def names(self) -> tuple[str, str, str]:
        country, city, street = self.place
        return f"land{country}", f"town{country}x{city}", f"street{street}"

    @property
    def property_id(self) -> str:
        return "/".join((*self.names, str(self.number)))


class Wanted(NamedTuple):
    depth: int  # of the place: a country, a city, a street
    place: tuple[int, ...]
    kind: str | None
    most: int | None
    bedrooms: int

    @property
    def names(self) -> tuple[str, ...]:
        country, city, street = (*self.place, 0, 0)[:3]
        return Numbers((country, city, street), 0, "", 0, 0).names[: self.depth]

    def address(self) -> str:
        given = {"contract": self.kind, "max_price": self.most, "bedrooms": self.bedrooms or None}
        given["currency"] = "USD" if self.most else None
        query = "&".join(f"{name}={value}" for name, value in sorted(given.items()) if value)
        start = "/search-homes/" if self.depth == 1 else "/search/"
        return start + "/".join(self.names) + (f"?{query}" if query else "")

    def wants(self, home: Numbers) -> bool:
        return (
            home.place[: self.depth] == self.place
            and self.kind in {None, home.kind}
            and (self.most is None or home.price <= self.most)
            and home.bedrooms >= self.bedrooms
        )


@dataclass
class Figures:
    homes: int
    searches: int
    read: int = 0
    kept: int = 0
    mails: int = 0
    days: int = 0


def a_home(chance: random.Random, number: int) -> Numbers:
    place = chance.randrange(COUNTRIES), chance.randrange(CITIES), chance.randrange(STREETS)
    kind, price = chance.choice(["sale", "rent"]), chance.choice([100, 200, 300, 400, 500])
    return Numbers(place, number, kind, price, chance.randrange(1, 6))


def a_search(chance: random.Random) -> Wanted:
    depth = chance.choices([1, 2, 3], [1, 7, 2])[0]
    place = chance.randrange(COUNTRIES), chance.randrange(CITIES), chance.randrange(STREETS)
    kind, most = chance.choice([None, "sale", "rent"]), chance.choice([None, 200, 400])
    return Wanted(depth, place[:depth], kind, most, chance.choice([0, 0, 2, 4]))


class Market:
    def __init__(self, searches: int, seed: int) -> None:
        self.chance = random.Random(seed)
        self.listings = MemoryDynamoDB("unicorn_web", "WebListingsTable")
        self.table = MemoryDynamoDB("unicorn_web", "WebAlertsTable")
        client: Any = self.table
        other: Any = self.listings
        self.alerts, self.homes = AlertTable(client, "alerts"), HomeTable(other, "listings")
        self.wanted = {f"{number}@example.com": a_search(self.chance) for number in range(searches)}
        for number, (email, wanted) in enumerate(self.wanted.items()):
            self._confirm(number, email, wanted)
        self.mails: list[Mail] = []
        self.now = MORNING

    def _confirm(self, number: int, email: str, wanted: Wanted) -> None:
        search = SavedSearch(
            search_id=UUID(int=number + 1),
            email=email,
            address=email,
            search=canonical(wanted.address())[0],
            secret_digest="",
            saved_at=MORNING,
            expires_at=MORNING + CONFIRMED_WITHIN,
        )
        self.alerts.add(search, ())
        self.alerts.confirm(search, confirm(search, at=MORNING))

    def publish(self, home: Numbers) -> None:
        country, city, street = home.names
        period = RentPeriod.MONTH if home.kind == "rent" else None
        listing = approved(
            replace(
                a_listing(str(home.number)),
                property_id=home.property_id,
                address=replace(ADDRESS, country=country, city=city, street=street, number=str(home.number)),
                kind=OfferKind(home.kind),
                price=Money(minor=home.price * 100, currency="USD"),
                features=Features(bedrooms=home.bedrooms, rent_period=period),
            )
        )
        assert listing.public_version
        self.listings.put_item(TableName="", Item=dict(listing_item(listing)))
        self.listings.put_item(TableName="", Item=dict(public_item(listing, listing.public_version)))

    def match(self, home: Numbers) -> tuple[int, int]:
        found = match_home(
            home.property_id, None, homes=self.homes, searches=self.alerts, wishes_of=wishes_of, now=self.now
        )  # fmt: skip
        return found.read, found.kept

    def send(self) -> int:
        post = Post(
            mailer=Outbox(self.mails), links=lambda _: Links(site="https://site.example", page="", unsubscribe="")
        )
        mails = Mails(
            searches=self.alerts,
            homes=self.homes,
            post=post,
            wishes_of=wishes_of,
            now=lambda: self.now,
            is_late=lambda: False,
            on_failure=lambda *_: None,
        )
        done = mails.send_due()
        self.now += timedelta(days=1)
        return done.sent


@dataclass(frozen=True)
class Outbox:
    mails: list[Mail]

    def send(self, mail: Mail) -> None:
        self.mails.append(mail)


def events(homes: list[Numbers], chance: random.Random) -> Iterator[Numbers]:
    """Yield the homes as their events come: some twice, in no order."""
    twice = [home for home in homes if chance.random() < AGAIN]
    yield from chance.sample([*homes, *twice], len(homes) + len(twice))


@pytest.mark.parametrize(
    ("homes", "searches"), [(300, 100), pytest.param(10_000, 1_000, marks=pytest.mark.slow)]
)  # fmt: skip
def test_exactly_the_matching_homes_are_mailed_once(
    homes: int, searches: int, capsys: pytest.CaptureFixture[str]
) -> None:
    market = Market(searches, seed=homes)
    sent = [a_home(market.chance, number) for number in range(1, homes + 1)]
    figures = Figures(homes, searches)
    places = Counter("/".join(wanted.names) for wanted in market.wanted.values())
    for home in sent:
        market.publish(home)
    for home in events(sent, market.chance):
        read, kept = market.match(home)
        assert read == sum(places[place] for place in localities_of(home.property_id))  # of its places, and no others
        figures.read += read
        figures.kept += kept
    while count := market.send():
        figures.mails += count
        figures.days += 1
    mailed: dict[str, list[str]] = {email: [] for email in market.wanted}
    for mail in market.mails:
        assert len(homes_of(mail)) <= alert_mails.IN_A_MAIL
        mailed[mail.to] += homes_of(mail)
    for email, wanted in market.wanted.items():
        due = sorted(home.property_id for home in sent if wanted.wants(home))
        assert sorted(mailed[email]) == due, (email, wanted)
    assert figures.kept == sum(map(len, mailed.values()))
    assert figures.days == max(Counter(mail.to for mail in market.mails).values())
    per_event = figures.read / (homes * (1 + AGAIN))
    with capsys.disabled():
        print(f"\n  {figures}, {per_event:.1f} searches read for each event, of {searches}", end="")
    assert per_event < searches / COUNTRIES
