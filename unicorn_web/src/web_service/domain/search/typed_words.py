"""The words of the search box: currencies, units, numbers, facts, offers, orders, and those that mean nothing alone."""

from decimal import Decimal

TEXT_MAX = 200  # characters that somebody types into the search box

_CODES = "AED AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF INR JPY KRW MXN NOK NZD PLN SEK SGD SPL USD ZAR"
CURRENCIES = {code.lower(): code for code in _CODES.split()} | {
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "$": "USD",
    "us$": "USD",
    "dollar": "USD",
    "dollars": "USD",
    "£": "GBP",
    "pound": "GBP",
    "pounds": "GBP",
    "franc": "CHF",
    "francs": "CHF",
    "¥": "JPY",
    "yen": "JPY",
    "sparkle": "SPL",
    "sparkles": "SPL",
}
_THOUSAND, _MILLION = Decimal(1000), Decimal(1_000_000)
UNITS = {
    "": Decimal(1),
    **dict.fromkeys(("k", "thousand"), _THOUSAND),
    **dict.fromkeys(("m", "mn", "mio", "mil", "million", "millions"), _MILLION),
}
NUMBERS = {
    word: number + 1
    for number, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"))
}
KIND_WORDS = {
    **dict.fromkeys(("for sale", "on sale", "to buy", "buy", "buying", "sale"), "sale"),
    **dict.fromkeys(("for rent", "to rent", "to let", "for let", "rent", "renting", "rental", "rentals"), "rent"),
}
TYPE_WORDS = {
    **dict.fromkeys(("house", "houses", "detached house"), "house"),
    **dict.fromkeys(("townhouse", "townhouses", "terraced house", "terrace house", "row house"), "townhouse"),
    **dict.fromkeys(("apartment", "apartments", "flat", "flats"), "apartment"),
    **dict.fromkeys(("condo", "condos", "condominium", "condominiums"), "condominium"),
    **dict.fromkeys(("villa", "villas"), "villa"),
    **dict.fromkeys(("farm", "farms", "farmhouse", "farmhouses"), "farm"),
    **dict.fromkeys(("plot of land", "plots of land", "building land", "building plot"), "land"),
    **dict.fromkeys(("commercial", "commercial property", "commercial space"), "commercial"),
}
HEATING_WORDS = {
    **dict.fromkeys(("heat pump", "heat pumps", "heat pump heating"), "heat_pump"),
    **{f"{kind} heating": kind for kind in ("gas", "oil", "electric", "district", "wood", "solar")},
}
PERIOD_WORDS = {
    **{words: period for period in ("week", "month", "year") for words in (f"per {period}", f"a {period}")},
    **dict.fromkeys(("weekly", "pw"), "week"),
    **dict.fromkeys(("monthly", "pcm"), "month"),
    **dict.fromkeys(("yearly", "annually", "per annum"), "year"),
}
LOT_WORDS = "lot|plot|land|garden|grounds"
_ACRE = Decimal("4046.8564224")
SQUARE_METRES = {  # of a unit, as a pattern has it
    r"m2|sqm|sq\.? ?m|square met(?:er|re)s?": Decimal(1),
    r"sq\.? ?ft|square f(?:ee|oo)t": Decimal("0.09290304"),
    r"acres?": _ACRE,
    r"ha|hectares?": Decimal(10_000),
}
YEAR_MIN, YEAR_MAX = 1000, 2100
SORT_WORDS = {
    **dict.fromkeys(("cheapest", "cheapest first", "lowest price", "lowest price first"), "price"),
    **dict.fromkeys(("most expensive", "highest price", "highest price first"), "-price"),
    **dict.fromkeys(("newest", "newest first", "latest"), "newest"),
}
# Words that may stand beside a filter or the name of a locality and change neither.
FILLERS = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "at",
        "by",
        "find",
        "for",
        "has",
        "have",
        "having",
        "home",
        "homes",
        "house-hunting",
        "i",
        "in",
        "is",
        "listings",
        "looking",
        "me",
        "my",
        "near",
        "of",
        "offer",
        "offers",
        "on",
        "or",
        "please",
        "place",
        "property",
        "properties",
        "real",
        "estate",
        "search",
        "show",
        "some",
        "the",
        "that",
        "to",
        "want",
        "we",
        "with",
    ]
)
