"""The plain pages say what the pages with JavaScript say: both are asked for the same words."""

import json
import subprocess
from typing import Any

import pytest
from site_service import money, page, texts
from site_service.pages import places, viewing_times
from site_service.price_per_area import price_per_area

from unicorn_cli.local.system import this_system
from unicorn_cli.site import node
from unicorn_cli.site.bundle import SOURCES

AMOUNTS = [0, 7, 480_000, 1234.5, 9_999_999.99, 1_000_000]
MOMENTS = ["2026-03-02T09:00:00.000Z", "2027-12-31T12:00:00.000Z"]
NUMBERS = [1, 2.5, 118.25, 1234, 1_000_000]
ADDRESSES = [
    {"number": "12", "street": "Main Street", "city": "Springfield", **more}
    for more in ({"unit": None, "region": None, "postcode": None}, {"unit": "4", "region": "IL", "postcode": "62704"})
]
OFFERS = [  # each in every currency
    {"contract": contract, "listprice": price, "price_on_request": hidden, "rent_period": period, "living_area": area}
    for contract, period in (("sale", None), ("rent", "month"), ("rent", None))
    for price, area in ((385_000, 120.5), (1750, 96), (999.99, 100_000), (None, 100), (0, 100), (1000, None), (1000, 0))
    for hidden in (False, True)
]
SLOTS = [
    {"starts_at": starts_at, "minutes": minutes, "utc_offset": offset}
    for starts_at, minutes in (("2026-12-05T09:00:00.000Z", 30), ("2027-01-01T23:50:00.000Z", 240))
    for offset in ("+00:00", "+01:00", "-09:30", "+14:00", "-12:00", "+05:45")
]
ASK = """
const [shared, customers, facts] = await Promise.all(
  ['shared', 'customers', 'facts'].map((name) => import(`./src/texts/${name}.js`)));
const { money, date, number, area } = await import('./src/shared/format.js');
const { DECIMALS } = await import('./src/shared/currencies.js');
const { streetLine, cityLine } = await import('./src/shared/address.js');
const { dayOf, hoursOf } = await import('./src/shared/slot-times.js');
const { perArea } = await import('./src/customers/price-per-area.js');
const { amounts, moments, numbers, addresses, offers, slots } = JSON.parse(process.argv[1]);
const words = customers.texts;
const shown = ({ label, shown }) => shown ?? label;
console.log(JSON.stringify({
  money: Object.fromEntries([...DECIMALS].flatMap(([currency, decimals]) => amounts
    .filter((amount) => decimals || Number.isInteger(amount))
    .map((amount) => [`${amount} ${currency}`, money(amount, currency)]))),
  dates: moments.map(date), numbers: numbers.map(number), areas: numbers.map(area),
  streets: addresses.map(streetLine), cities: addresses.map(cityLine),
  facts: Object.fromEntries(Object.entries(facts.facts).map(([name, fact]) => [name, shown(fact)])),
  choices: Object.fromEntries(Object.entries(facts.facts).filter(([, { choices }]) => choices)
    .map(([name, { choices }]) => [name, choices])),
  offers: words.offers, periods: shared.texts.price.periods, onRequest: shared.texts.price.onRequest,
  brand: shared.texts.brand, gone: [words.property.gone, words.property.goneBody],
  notFound: [shared.texts.notFound.title, shared.texts.notFound.body],
  none: [words.search.none, words.search.nonePlain], noneAtAll: [words.home.none, words.home.noneBody],
  hero: [words.home.lead, words.home.body], counts: [words.country.counts(1, 1), words.country.counts(2, 1234)],
  perArea: Object.fromEntries([...DECIMALS.keys()].map((currency) => [currency,
    offers.map((offer) => perArea({ ...offer, currency }))])),
  pricePerArea: words.property.perArea,
  box: [words.box.label, words.box.example, words.box.button, words.box.unread(['a', 'b']), words.box.choose,
    words.box.none, words.box.noneBody],
  slots: slots.map((slot) => [dayOf(slot), hoursOf(slot)]),
  photo: words.property.image(2, 3, 'p'), labels: [words.property.facts, words.property.published],
}));
"""


@pytest.fixture(scope="module")
def site() -> dict[str, Any]:
    system = this_system()
    system.make()
    given = {"amounts": AMOUNTS, "moments": MOMENTS, "numbers": NUMBERS, "addresses": ADDRESSES, "offers": OFFERS}
    given["slots"] = SLOTS
    command = [str(node.folder(system) / "node"), "--input-type=module", "--eval", ASK, json.dumps(given)]
    done = subprocess.run(command, cwd=SOURCES, capture_output=True, text=True, check=True, timeout=60)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_prices_are_the_same_in_every_currency(site: dict[str, Any]) -> None:
    ours = {}
    for asked in site["money"]:
        amount, _, currency = asked.partition(" ")
        ours[asked] = money.money(float(amount), currency)
    assert ours == site["money"]
    assert (site["periods"], site["onRequest"]) == (money.PERIODS, money.ON_REQUEST)


def test_the_price_of_a_square_metre_is_the_same_in_every_currency(site: dict[str, Any]) -> None:
    for currency, shown in site["perArea"].items():
        assert [price_per_area(offer | {"currency": currency}) for offer in OFFERS] == shown, currency
    assert site["perArea"]["USD"][:2] == ["US$3,195", None]
    assert site["pricePerArea"] == texts.PRICE_PER_AREA


def test_numbers_dates_and_addresses_are_the_same(site: dict[str, Any]) -> None:
    assert [texts.date(moment) for moment in MOMENTS] == site["dates"]
    assert [texts.number(number) for number in NUMBERS] == site["numbers"]
    assert [texts.area(number) for number in NUMBERS] == site["areas"]
    assert [texts.street_line(address) for address in ADDRESSES] == site["streets"]
    assert [texts.city_line(address) for address in ADDRESSES] == site["cities"]


def test_times_of_viewings_are_the_same(site: dict[str, Any]) -> None:
    assert [[viewing_times.day(slot), viewing_times.hours(slot)] for slot in SLOTS] == site["slots"]
    assert site["slots"][1] == ["Saturday 5 December 2026", "10:00\u201310:30"]


def test_facts_have_the_same_names_order_and_choices(site: dict[str, Any]) -> None:
    left = {"rent_period"}  # stands beside the price
    assert {name: label for name, label in site["facts"].items() if name not in left} == texts.FACTS
    assert {name: choices for name, choices in site["choices"].items() if name not in left} == texts.CHOICES


def test_sentences_are_the_same(site: dict[str, Any]) -> None:
    assert site["brand"] == page.BRAND
    assert site["offers"] == texts.OFFERS
    assert site["gone"] == [texts.GONE, texts.GONE_BODY]
    assert site["notFound"] == [texts.NO_PAGE, texts.NO_PAGE_BODY]
    unread = f"{texts.BOX_NOT_UNDERSTOOD} “a”, “b”"
    box = [texts.BOX_LABEL, texts.BOX_EXAMPLE, texts.BOX_BUTTON, unread, texts.BOX_CHOOSE]
    assert site["box"] == [*box, texts.BOX_NO_PLACE, texts.BOX_NO_PLACE_BODY]
    assert site["none"] == [texts.NO_HOMES, texts.NO_HOMES_BODY]
    assert site["noneAtAll"] == [places.NONE, places.NONE_BODY]
    assert site["hero"] == [places.LEAD, places.BODY]
    counts = [{"listings": 1, "cities": 1}, {"listings": 1234, "cities": 2}]
    assert site["counts"] == [places._counts(one) for one in counts]
