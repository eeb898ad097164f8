"""The simulated figures of docs/scale.md: few matches in a large city, many publications in one country."""

from collections.abc import Iterator
from decimal import Decimal

from web_service.domain.search.cards import Order, SearchCriteria

from tests.simulation.scale.busy_country import Load, publishers, simulate
from tests.simulation.scale.large_city import HOMES, LIMIT, LargeCity, Search
from tests.simulation.scale.map_city import on_map
from tests.simulation.scale.roster_city import filtered

USD = "USD"
EXACT = [
    Search("everything, page 1 to 8", Order.PLACE, SearchCriteria()),
    Search("50 bedrooms or more", Order.PLACE, SearchCriteria(bedrooms=50)),
    Search("9 bedrooms or more, the newest", Order.NEWEST, SearchCriteria(bedrooms=9)),
    Search("6 bedrooms or more", Order.PLACE, SearchCriteria(bedrooms=6)),
    Search("prices in francs", Order.PLACE, SearchCriteria(currency="CHF")),
    Search("prices in francs, the cheapest", Order.PRICE, SearchCriteria(currency="CHF")),
    Search("in francs with 5 bedrooms or more, the newest", Order.NEWEST, SearchCriteria(bedrooms=5, currency="CHF")),
    Search("to rent, in francs, 5 bedrooms or more", Order.PLACE, SearchCriteria(None, None, 5, "CHF"), "rent"),
    Search(
        "5 bedrooms or more for 500,000 to 501,000, the cheapest",
        Order.PRICE,
        SearchCriteria(Decimal(500_000), Decimal(501_000), 5, USD),
    ),
]
SHARES = {
    "few match": (500_000, 500_150),
    "0.1 %": (500_000, 500_950),
    "0.3 %": (300_000, 302_850),
    "1 %": (500_000, 509_500),
    "3 %": (700_000, 728_500),
    "10 %": (500_000, 595_000),
    "all": (50_000, 1_000_000),
}


def in_range(low: int, high: int, bedrooms: int = 0) -> SearchCriteria:
    return SearchCriteria(Decimal(low), Decimal(high), bedrooms, USD)


RANGES = [
    Search(f"a price range, {words}: {name}", order, in_range(low, high))
    for words, order in (("the newest", Order.NEWEST), ("by street and house", Order.PLACE))
    for name, (low, high) in SHARES.items()
]
MORE = [
    *(
        Search(
            f"{name} in a price range, and 3 bedrooms or more, the newest",
            Order.NEWEST,
            in_range(*SHARES[name], bedrooms=3),
        )
        for name in ("0.1 %", "1 %", "10 %")
    ),
    *(
        Search(f"a street of {homes}: {name}", Order.NEWEST, criteria, street=street)
        for street, homes in (("side-street", 50), ("high-street", 500))
        for name, criteria in (
            ("5 bedrooms or more, the newest", SearchCriteria(bedrooms=5)),
            ("3 bedrooms or more, the newest", SearchCriteria(bedrooms=3)),
            ("10 % in a price range, the newest", in_range(*SHARES["10 %"])),
        )
    ),
]
LOADS = {
    "100 a second in 300 cities": Load(a_second=100, seconds=4, cities=300),
    "1,000 a second in 300 cities": Load(a_second=1000, seconds=4, cities=300),
    "1,000 a second in one city": Load(a_second=1000, seconds=4, cities=1),
}


def searches(homes: int = HOMES) -> Iterator[str]:
    city = LargeCity([*EXACT, *RANGES, *MORE], homes)
    yield f"| a search in a city of {homes:,} | pages of {LIMIT} | shown | read | read for each | pages not full |"
    yield "|---|--:|--:|--:|--:|--:|"
    for search in [*EXACT, *RANGES, *MORE]:
        seen = city.read(search)
        each = seen.read / (seen.shown or 1)
        yield f"| {search.name} | {seen.pages} | {seen.shown} | {seen.read:,} | {each:.2f} | {seen.short} |"


def publications() -> Iterator[str]:
    yield (
        "| publications in one country | written a second | gave up | counted, at rest | the last one counted after "
        "| transactions on the country's item | conflicts |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, load in LOADS.items():
        seen = simulate(load)
        written = seen.published / seen.seconds
        held, conflicts = seen.table.held["PLACES", "usa"], seen.table.conflicts / seen.table.transactions
        yield (
            f"| {name} | {written:,.0f} | {seen.gave_up} | {seen.counted:,} of {seen.published:,} "
            f"| {seen.counted_after:.1f} s | {held} | {conflicts:.0%} |"
        )


def figures() -> str:
    tables = *searches(), "", *filtered(), "", *on_map(), "", *publications()
    return "\n".join([*tables, "", f"At most {publishers()} calls publish at once.", ""])
