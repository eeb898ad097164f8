"""Thousands of publications against a thousand saved searches: exactly the matching ones, once, by few items read.

The adapters are those that are shipped, on tables in memory. Events come twice; processes die between calls, and what
they did is repeated, as by Lambda. What is due is computed from the numbers that homes and searches were made of,
without the code that compares them.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
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
from tests.generated import NIGHTLY
from tests.receipts import FunctionDied, die
from tests.unit.web.alerts import homes_of
from tests.unit.web.fakes import ADDRESS, a_listing, approved

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
COUNTRIES, CITIES, STREETS = 5, 10, 20  # cities of a country, streets of a city
AGAIN = 0.1  # of the events that come a second time
DAYS = 60  # in which all is mailed
MANY = 10_000 if NIGHTLY else 3_000  # homes: all of them take a minute


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
    events: int = 0
    read: int = 0
    days: int = 0
    crashes: Counter[str] = field(default_factory=Counter)
    mails: int = 0
    named: int = 0
    named_again: int = 0


class Mortal:
    """A client whose process dies now and then: before a call, or when its effect is there and no answer is."""

    def __init__(self, client: Any, perhaps_die: Callable[[], None]) -> None:
        self._client, self._perhaps_die = client, perhaps_die
        self.exceptions = client.exceptions

    def __getattr__(self, name: str) -> Any:
        def call(**given: Any) -> Any:
            self._perhaps_die()
            answer = getattr(self._client, name)(**given)
            self._perhaps_die()
            return answer

        return call


class Outbox:
    """The port `Mailer`. `open`: the last mail that went out, until what it named is written."""

    def __init__(self, perhaps_die: Callable[[], None]) -> None:
        self.mails: list[Mail] = []
        self.open: Mail | None = None
        self._perhaps_die = perhaps_die

    def send(self, mail: Mail) -> None:
        self._perhaps_die()
        self.mails.append(mail)
        self.open = mail
        self._perhaps_die()


class Alerts(AlertTable):
    """The table, which closes the mail in an outbox."""

    outbox: Outbox

    def settle(self, *given: Any, **named: Any) -> None:
        super().settle(*given, **named)
        self.outbox.open = None


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
    def __init__(self, searches: int, seed: int, crashes: float) -> None:
        self.chance, self.deaths, self._crashes = random.Random(seed), random.Random(seed), 0.0
        self.listings = MemoryDynamoDB("unicorn_web", "WebListingsTable")
        client: Any = Mortal(MemoryDynamoDB("unicorn_web", "WebAlertsTable"), self.perhaps_die)
        other: Any = Mortal(self.listings, self.perhaps_die)
        self.alerts, self.homes = Alerts(client, "alerts"), HomeTable(other, "listings")
        self.alerts.outbox = self.outbox = Outbox(self.perhaps_die)
        self.wanted = {f"{number}@example.com": a_search(self.chance) for number in range(searches)}
        for number, (email, wanted) in enumerate(self.wanted.items()):
            self._confirm(number, email, wanted)
        self.cut: list[Mail] = []  # whose sender died before what they name was written
        self.died: Counter[str] = Counter()
        self.now = MORNING
        self._crashes = crashes

    def perhaps_die(self) -> None:
        if self.deaths.random() < self._crashes:
            die()

    def _until_done[T](self, what: str, call: Callable[[], T]) -> T:
        """Call, and again if the process dies, as Lambda and the queues do."""
        while True:
            try:
                return call()
            except FunctionDied:
                self.died[what] += 1
                self.cut += [self.outbox.open] if self.outbox.open else []
                self.outbox.open = None

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

    def match(self, home: Numbers) -> int:
        """Handle the event of a home; return how many searches were compared with it."""
        return self._until_done("matching", lambda: self._match(home))

    def _match(self, home: Numbers) -> int:
        return match_home(
            home.property_id, None, homes=self.homes, searches=self.alerts, wishes_of=wishes_of, now=self.now
        ).read  # fmt: skip

    def send(self) -> list[Mail]:
        """Send the mails of a day, and return them."""
        before = len(self.outbox.mails)
        post = Post(mailer=self.outbox, links=lambda _: Links(site="https://site.example", page="", unsubscribe=""))
        mails = Mails(
            searches=self.alerts,
            homes=self.homes,
            post=post,
            wishes_of=wishes_of,
            now=lambda: self.now,
            is_late=lambda: False,
            on_failure=lambda *_: None,
        )
        self._until_done("mailing", mails.send_due)
        self.now += timedelta(days=1)
        return self.outbox.mails[before:]

    def is_done(self) -> bool:
        return not self._until_done("looking", self.alerts.due)


def events(homes: list[Numbers], chance: random.Random) -> Iterator[Numbers]:
    """Yield the homes as their events come: some twice, in no order."""
    twice = [home for home in homes if chance.random() < AGAIN]
    yield from chance.sample([*homes, *twice], len(homes) + len(twice))


def tell(market: Market, told: list[Numbers], figures: Figures) -> None:
    """Let events come; each is compared with the searches of its home's places and with no others."""
    places = Counter("/".join(wanted.names) for wanted in market.wanted.values())
    for home in told:
        read = market.match(home)
        assert read == sum(places[place] for place in localities_of(home.property_id))
        figures.read += read


def mail(market: Market, figures: Figures) -> list[Mail]:
    """Send and return mails day by day until none is due."""
    found: list[Mail] = []
    while not market.is_done():
        sent = market.send()
        assert len({one.to for one in sent}) == len(sent)  # one a day
        assert all(len(homes_of(one)) <= alert_mails.IN_A_MAIL for one in sent)
        found += sent
        figures.days += 1
        assert figures.days <= DAYS
    figures.mails += len(found)
    return found


@pytest.mark.parametrize(
    ("homes", "searches", "crashes"),
    [(300, 100, 1 / 200), pytest.param(MANY, 1_000, 1 / 2_000, marks=pytest.mark.slow)],
)
def test_exactly_the_matching_homes_are_mailed_once(
    homes: int, searches: int, crashes: float, capsys: pytest.CaptureFixture[str]
) -> None:
    market = Market(searches, homes, crashes)
    published = [a_home(market.chance, number) for number in range(1, homes + 1)]
    for home in published:
        market.publish(home)
    told = list(events(published, market.chance))
    figures = Figures(homes, searches, len(told), crashes=market.died)
    mailed: dict[str, Counter[str]] = {email: Counter() for email in market.wanted}
    for part in (told[: homes // 2], told[homes // 2 :]):  # some come again after the first mails
        tell(market, part, figures)
        for one in mail(market, figures):
            mailed[one.to].update(homes_of(one))
    again = Counter((one.to, home) for one in market.cut for home in homes_of(one))
    for email, wanted in market.wanted.items():
        named = mailed[email]
        assert sorted(named) == sorted(home.property_id for home in published if wanted.wants(home)), wanted
        # A second time only if a sender died before it was written that the home was mailed.
        assert not [home_id for home_id, count in named.items() if count > 1 + again[email, home_id]]
        figures.named += len(named)
        figures.named_again += named.total() - len(named)
    per_event = figures.read / figures.events
    with capsys.disabled():
        print(f"\n  {figures}, {per_event:.1f} searches read for each event, of {searches}", end="")
    assert per_event < searches / COUNTRIES
    assert market.died["matching"] > 0 < market.died["mailing"]
