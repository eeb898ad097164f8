"""Safeguards: web: what customers see."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_web/src/web_service/"

AREA = Area(
    "Web: what customers see",
    (
        Mutant(
            "Customers' items hold no price on request",
            f"{CODE}adapters/search/public_items.py",
            "return None if listing.price_on_request else listing.price.minor",
            "return listing.price.minor",
            "tests/unit/web/test_price_on_request.py::test_no_item_that_customers_read_holds_it",
        ),
        Mutant(
            "Prices in two currencies are not compared",
            f"{CODE}domain/search/cards.py",
            "if self.currency not in {None, card.currency}:",
            "if self.currency == '':",
            "tests/unit/web/test_search_currency.py::test_where_prices_are_compared_they_are_in_one_currency",
        ),
        Mutant(
            "A cursor of another search is refused",
            f"{CODE}api/search/queries.py",
            'bound = f"search {area(locality, kind)} {order} {criteria}"',
            'bound = f"search {area(locality, kind)}"',
            "tests/unit/web/test_search_api.py::test_a_cursor_is_not_valid_for_other_search_criteria",
        ),
        Mutant(
            "An unknown parameter of a search is refused",
            f"{CODE}api/search/queries.py",
            "        if name not in known:\n            raise",
            "        if not name:\n            raise",
            "tests/unit/web/test_search_api.py::test_an_unknown_search_parameter_is_named",
        ),
        Mutant(
            "A page of a search is at most 100",
            f"{CODE}api/search/queries.py",
            "LIMIT, LIMIT_MAX = 25, 100",
            "LIMIT, LIMIT_MAX = 25, 1000",
            "tests/unit/web/test_search_api.py::test_a_value_out_of_range_is_named",
        ),
        Mutant(
            "What the release before counted is counted off where the stream counts first",
            f"{CODE}adapters/search/counted_listings.py",
            "before=before if before and not before.is_filed else None,",
            "before=None,",
            (
                "tests/adapters/web/test_counting.py::"
                "test_a_listing_that_was_counted_before_the_stream_counted_is_counted_off_once"
            ),
        ),
        Mutant(
            "A change that is delivered again counts nothing",
            f"{CODE}adapters/search/tallies.py",
            "if tally is None or change.order > tally.order:",
            "if change.order:",
            (
                "tests/adapters/web/test_counting.py::"
                "test_counts_are_exact_at_rest_whatever_is_delivered_twice_late_or_in_part"
            ),
        ),
        Mutant(
            "Two functions do not count one change twice",
            f"{CODE}adapters/search/tallies.py",
            '"ConditionExpression": "#order = :order"',
            '"ConditionExpression": "#order = :order OR attribute_exists(pk)"',
            "tests/adapters/web/test_tallies.py::test_of_two_functions_that_count_one_change_one_writes",
        ),
    ),
)
