"""Approved homes → kept for the saved searches that they match → at most one mail a day for each, each home once."""

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import chain
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from web_service.domain.alerts.saved_search import KEPT
from web_service.domain.listings.features import Features, PropertyType, RentPeriod
from web_service.domain.listings.listing import Listing, OfferKind
from web_service.domain.listings.money import Money
from web_service.domain.publication.rules import decide, request_approval, withdraw
from web_service.handlers import send_alerts
from web_service.ports.alerts import MailRefused, MailUncertain
from web_service.use_cases import alert_mails

from tests.unit.web.alerts import ANYTOWN, EMAIL, SITE, Clocked, Market, homes_of, invoke, market_in_memory, run
from tests.unit.web.api import ask
from tests.unit.web.fakes import ADDRESS, MONDAY, a_listing, a_request, answer_to, approved, pending
from tests.unit.web.memory import listings_in_memory
from unicorn_kernel.property_id import of_address

DAY = timedelta(days=1)
HOME = approved()
OTHER = approved(a_listing("112"))


@pytest.fixture
def market(monkeypatch: pytest.MonkeyPatch) -> Market:
    listings_in_memory(monkeypatch, HOME)
    return market_in_memory(monkeypatch)


def test_new_homes_that_match_come_in_one_mail_with_links_to_them_and_to_its_end(market: Market) -> None:
    saved = market.confirmed(f"{ANYTOWN}?contract=sale")
    market.publish(HOME, OTHER)
    assert market.mailed() == []  # not before the day's run
    assert market.send() == {"found": 1, "done": 1, "failed": 0, "next": None}
    [mail] = market.mails()
    assert homes_of(mail) == [HOME.property_id, OTHER.property_id]
    assert (mail.to, mail.subject) == (EMAIL, "2 new homes for your saved search")
    assert "111 Main Street, Anytown: 199.99 USD for sale" in mail.text
    assert f"{SITE}{ANYTOWN}?contract=sale" in mail.text
    assert f"{SITE}/alerts/{saved.search_id}#{saved.secret}" in mail.text
    end = f"{SITE}/api/web/saved-searches/{saved.search_id}/unsubscribe?secret={saved.secret}"
    assert mail.unsubscribe == end
    assert market.send()["done"] == 0


def test_an_event_that_comes_again_and_again_brings_a_home_once(market: Market) -> None:
    market.confirmed()
    market.publish(HOME)
    market.tell(HOME, HOME)
    market.send()
    market.tell(HOME)
    for _ in range(3):
        market.now += DAY
        market.send()
        market.tell(HOME)
    assert market.mailed() == [[HOME.property_id]]


def test_a_search_is_mailed_once_a_day_however_many_runs_there_are(market: Market) -> None:
    market.confirmed()
    market.publish(HOME)
    market.send()
    market.publish(OTHER)
    for _ in range(3):
        market.send()
    assert market.mailed() == [[HOME.property_id]]
    market.now = MONDAY + DAY
    market.send()
    assert market.mailed() == [[OTHER.property_id]]


def test_a_search_that_nobody_confirmed_is_mailed_nothing(market: Market) -> None:
    saved = market.save()
    market.publish(HOME)
    assert saved.ask("PUT", "/confirmation").status == 200
    market.send()
    assert market.mailed() == []  # what was new before is not new
    market.publish(OTHER)
    market.send()
    assert market.mailed() == [[OTHER.property_id]]


@pytest.mark.parametrize("search", ["/search/usa/any", "/search/usa/anytown/main", "/search-homes/us"])
def test_a_place_whose_name_begins_alike_is_another_place(market: Market, search: str) -> None:
    market.confirmed(search)
    market.publish(HOME)
    market.send()
    assert market.mailed() == []


def test_a_home_that_was_withdrawn_before_the_mail_is_not_in_it(market: Market) -> None:
    market.confirmed()
    market.publish(HOME, OTHER)
    market.put(withdraw(HOME, at=MONDAY))
    market.send()
    assert market.mailed() == [[OTHER.property_id]]


def test_a_home_that_was_changed_until_it_matches_no_longer_is_not_in_the_mail(market: Market) -> None:
    market.confirmed(f"{ANYTOWN}?max_price=200&currency=USD")
    market.publish(HOME, OTHER)
    market.put(replace(HOME, price=Money(minor=99999, currency="USD")))
    market.send()
    assert market.mailed() == [[OTHER.property_id]]
    market.publish(approved(replace(a_listing(), price=Money(minor=100, currency="USD"))))  # and cheap again
    market.now += DAY
    market.send()
    assert market.mailed() == [[HOME.property_id]]


def test_a_home_that_is_approved_and_not_public_yet_waits_for_that(market: Market) -> None:
    """The listing's own subscriber may be slower."""
    market.confirmed()
    asked = pending()
    market.publish(asked, OTHER)
    market.send()
    assert market.mailed() == [[OTHER.property_id]]
    market.put(decide(asked, answer_to(asked), at=MONDAY))
    market.now += DAY
    market.send()
    assert market.mailed() == [[HOME.property_id]]


def test_a_home_that_is_approved_again_is_waited_for_anew(market: Market) -> None:
    market.confirmed()
    asked = pending()
    market.publish(asked)
    market.now += alert_mails.EXPECTED
    market.publish(asked)
    market.send()
    assert market.mailed() == []
    market.put(decide(asked, answer_to(asked), at=MONDAY))
    market.send()
    assert market.mailed() == [[HOME.property_id]]


def test_a_home_that_never_becomes_public_is_not_waited_for(market: Market) -> None:
    market.confirmed()
    market.publish(pending())
    market.now += alert_mails.EXPECTED
    assert market.send()["done"] == 0
    assert not [item for item in market.items() if item["sk"]["S"].startswith("NEW#")]
    assert not [item for item in market.items() if "due" in item]


def test_an_evaluation_that_is_not_of_the_last_request_or_not_an_approval_brings_nothing(market: Market) -> None:
    market.confirmed()
    market.put(HOME)
    market.tell(HOME, request_id=str(UUID(int=99)))
    market.tell(HOME, evaluation_result="DECLINED")
    asked_again = request_approval(withdraw(HOME, at=MONDAY), a_request())
    market.put(asked_again)
    market.tell(HOME)
    market.tell(approved(a_listing("999")))  # there is no such listing
    market.send()
    assert market.mailed() == []


def test_an_event_of_an_older_system_brings_the_home_that_is_public(market: Market) -> None:
    market.confirmed()
    market.put(HOME)
    market.tell(HOME, request_id=None)
    market.send()
    assert market.mailed() == [[HOME.property_id]]


def test_an_event_that_nobody_can_read_stops_nothing(market: Market) -> None:
    market.confirmed()
    market.put(HOME)
    event = {"Records": [{"body": "{"}]}
    assert invoke(event)["failed"] == 0


def test_a_mail_that_the_service_refuses_goes_out_on_the_same_day(market: Market) -> None:
    market.confirmed()
    market.publish(HOME)
    market.outbox.answers.append(MailRefused("throttled"))
    assert market.send() == {"found": 1, "done": 0, "failed": 1, "next": None}
    assert market.send()["done"] == 1
    assert market.mailed() == [[HOME.property_id]]


@pytest.mark.parametrize("is_delivered", [True, False])
def test_a_mail_whose_answer_is_lost_is_no_second_one_on_its_day_and_loses_no_home(
    market: Market, *, is_delivered: bool
) -> None:
    market.confirmed()
    market.publish(HOME)
    market.outbox.answers.append(MailUncertain("timeout"))
    market.outbox.is_delivered_anyway = is_delivered
    for _ in range(3):
        market.send()
    assert market.mailed() == [[HOME.property_id]] * is_delivered
    market.now += DAY
    market.send()
    assert market.mailed() == [[HOME.property_id]]  # once more, if it was delivered: nobody can know
    market.now += DAY
    market.send()
    assert market.mailed() == []


def test_who_ends_a_search_is_mailed_nothing_more(market: Market) -> None:
    saved, other = market.confirmed(), market.confirmed(email="bert@example.com")
    market.publish(HOME)
    assert saved.unsubscribe().status == 204
    market.send()
    [mail] = market.mails()
    assert mail.to == "bert@example.com"
    market.publish(OTHER)
    assert other.ask("DELETE").status == 204
    market.now += DAY
    market.send()
    assert market.mailed() == []


def test_a_search_that_ran_out_is_mailed_nothing_more(market: Market) -> None:
    market.confirmed()
    market.publish(HOME)
    market.now += KEPT
    market.publish(OTHER)
    assert market.send()["done"] == 0
    assert not [item for item in market.items() if "due" in item]


def test_a_search_that_matches_everything_is_mailed_a_hundred_homes_a_day_until_it_had_all(market: Market) -> None:
    market.confirmed("/search-homes/usa")
    homes = [approved(a_listing(str(number))) for number in range(1000, 1207)]
    market.publish(*homes)
    found = []
    for _ in range(4):
        market.send()
        found += market.mailed()
        market.now += DAY
    assert [len(mail) for mail in found] == [100, 100, 7]
    assert sorted(chain.from_iterable(found)) == [home.property_id for home in homes]


def test_everything_that_is_kept_is_deleted_some_day(market: Market) -> None:
    market.confirmed()
    market.save(email="bert@example.com")
    market.publish(HOME)
    market.send()
    market.publish(OTHER)
    kinds = {item["sk"]["S"].partition("#")[0] for item in market.items()}
    assert kinds > {"SEARCH", "ADDRESS", "NEW", "SENT"}  # and the hour of limits
    assert all(int(item["expires_at"]["N"]) > MONDAY.timestamp() for item in market.items())


def test_a_home_that_comes_while_a_mail_is_made_is_in_the_next_one(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    market.confirmed()
    market.publish(HOME)
    sent = market.outbox.send

    def meanwhile(mail: Any) -> None:
        market.publish(OTHER)
        sent(mail)

    monkeypatch.setattr(market.outbox, "send", meanwhile)
    market.send()
    monkeypatch.setattr(market.outbox, "send", sent)
    assert market.mailed() == [[HOME.property_id]]
    market.now += DAY
    market.send()
    assert market.mailed() == [[OTHER.property_id]]


def test_a_run_that_has_no_time_left_leaves_the_mails_to_the_next(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    market.confirmed()
    market.publish(HOME)
    monkeypatch.setattr(Clocked, "milliseconds", send_alerts.RESERVE)
    assert market.send()["done"] == 0
    monkeypatch.undo()
    assert [item["due"]["S"] for item in market.items() if "due" in item] == ["HOMES"]


def test_a_dry_run_counts_and_sends_nothing(market: Market) -> None:
    market.confirmed()
    market.publish(HOME)
    answer = run({"after": "", "all": True, "dry_run": True})
    assert (answer["found"], answer["done"], market.mailed()) == (1, 0, [])


# --- Whatever is searched for: what is mailed is what the search itself finds ---

CITIES = [("USA", "Anytown"), ("USA", "Any"), ("Germany", "Freiburg")]
TEXTS = ["A lovely house", "Large rose garden, quiet", "Große Küche mit Balkon", "garden and café"]


def a_home(chance: random.Random, number: int) -> Listing:
    country, city = chance.choice(CITIES)
    street = chance.choice(["Main Street", "Main"])
    address = replace(ADDRESS, country=country, city=city, street=street, number=str(number))
    kind = chance.choice(list(OfferKind))
    features = Features(
        property_type=chance.choice([None, *list(PropertyType)[:3]]),
        bedrooms=chance.choice([None, 1, 2, 3, 4]),
        bathrooms=chance.choice([None, Decimal(1), Decimal("1.5"), Decimal(2)]),
        living_area=chance.choice([None, Decimal(50), Decimal("99.5")]),
        year_built=chance.choice([None, 1900, 1990]),
        rent_period=chance.choice(list(RentPeriod)) if kind is OfferKind.RENT else None,
    )
    price = Money(minor=chance.choice([10_000, 25_000, 50_000]), currency=chance.choice(["USD", "EUR"]))
    return a_listing(
        address=address,
        property_id=of_address(address),
        kind=kind,
        price=price,
        price_on_request=chance.random() < 0.1,
        features=features,
        description=chance.choice(TEXTS),
    )


def a_search(chance: random.Random) -> str:
    place = chance.choice(["usa/anytown", "usa/any", "usa/anytown/main", "usa/anytown/main-street", "usa", "germany"])
    choices: dict[str, list[str]] = {
        "contract": ["sale", "rent"],
        "currency": ["USD", "EUR"],
        "min_price": ["200", "250.00"],
        "max_price": ["250", "400"],
        "bedrooms": ["0", "2", "3"],
        "property_type": [str(kind) for kind in list(PropertyType)[:3]],
        "bathrooms": ["1.5"],
        "min_living_area": ["60"],
        "max_living_area": ["99.5"],
        "min_year_built": ["1950"],
        "rent_period": ["month"],
        "words": ["garden", "küche", "gard quiet", "house"],
    }
    names = chance.sample(sorted(choices), chance.choice([0, 1, 1, 2, 2, 3]))
    query = urlencode({name: chance.choice(choices[name]) for name in names})
    start = "search" if "/" in place else "search-homes"
    return f"/{start}/{place}" + (f"?{query}" if query else "")


def found_by(search: str) -> set[str]:
    """Return all homes that the search's own pages show."""
    path, found = f"{search}{'&' if '?' in search else '?'}limit=100", set[str]()
    answer = ask("GET", path, claims=None)
    assert (answer.status, "Link" in answer.headers) == (200, False), answer.body
    found |= {card["property_id"] for card in answer.body}
    return found


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))])
def test_what_is_mailed_is_what_the_search_finds(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = random.Random(seed)
    homes = [approved(a_home(chance, number)) for number in range(1, 41)]
    listings_in_memory(monkeypatch, *homes)
    market = market_in_memory(monkeypatch)
    monkeypatch.setenv("REQUESTS_PER_ADDRESS", "1000")
    searches = {f"{number}@example.com": a_search(chance) for number in range(60)}
    saved = {email: market.confirmed(search, email) for email, search in searches.items()}
    market.publish(*homes)
    market.send()
    mailed = {mail.to: homes_of(mail) for mail in market.mails()}
    wanted = {email: found_by(saved[email].ask("GET").body["search"]) for email in searches}
    assert {email: sorted(found) for email, found in wanted.items() if found} == {
        email: sorted(found) for email, found in mailed.items()
    }
    assert 10 < len(mailed) < 60
