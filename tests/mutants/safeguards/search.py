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
            "if self.currency not in {None, home.currency} or",
            "if",
            "tests/unit/web/test_search_currency.py::test_where_prices_are_compared_they_are_in_one_currency",
        ),
        Mutant(
            "A cursor of another search is refused",
            f"{CODE}api/search/queries.py",
            'bound = f"search {area(locality, kind)} {order} {criteria}{more}"',
            'bound = f"search {area(locality, kind)}"',
            "tests/unit/web/test_search_api.py::test_a_cursor_is_not_valid_for_other_search_criteria",
        ),
        Mutant(
            "A name that advertisers add to links is no misspelt filter",
            "unicorn_web/src/web_service/api/search/names.py",
            "if words[:1] and words[0] in OF_OTHERS:",
            'if name.startswith("utm_"):',
            "tests/unit/web/test_search_names.py::test_a_public_read_ignores_the_parameters_of_others",
        ),
        Mutant(
            "A misspelt parameter of a search is refused",
            f"{CODE}api/search/names.py",
            "    if len(given) >= BEGINNING and",
            "    if len(given) < BEGINNING and",
            "tests/unit/web/test_search_names.py::test_a_misspelt_filter_is_refused_with_the_name_that_is_meant",
        ),
        Mutant(
            "A parameter of a search that differs in a letter or two is refused",
            f"{CODE}api/search/names.py",
            "<= most and _edits(given, wanted) <= most",
            "< 0",
            "tests/unit/web/test_search_names.py::test_a_misspelt_filter_is_refused_with_the_name_that_is_meant",
        ),
        Mutant(
            "No cache grows by parameters of others",
            "unicorn_site/template.yaml",
            "              delete request.querystring[name];",
            "              break;",
            "tests/infra/test_distribution.py::test_the_cache_keeps_apart_what_a_search_knows_or_refuses_and_nothing_by_names_of_others",
        ),
        Mutant(
            "A full page leads to another only if something follows",
            f"{CODE}adapters/search/card_pages.py",
            "self._start is None or len(self._found) > self._limit",
            "self._start is None or len(self._found) >= self._limit",
            "tests/adapters/web/test_search_truth.py::test_a_full_page_leads_to_another_only_if_something_follows",
        ),
        Mutant(
            "A price range is read by bands only where all homes of the city are in them",
            f"{CODE}adapters/search/card_search.py",
            "return self._item is None or has_bands(self._item)",
            "return True",
            "tests/adapters/web/test_search_truth.py::test_a_city_loses_no_home_that_is_in_no_band_of_prices_yet",
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
            "What nobody understood in the search box is said",
            f"{CODE}use_cases/search_box.py",
            "[*([] if shown else free), *others, *typed.not_understood]",
            "[*typed.not_understood]",
            "tests/adapters/web/test_search_box.py::test_what_is_not_understood_is_returned",
        ),
        Mutant(
            "A filter that contradicts another is not dropped silently",
            f"{CODE}domain/search/typed_search.py",
            "self.not_understood.append(match[0].strip())",
            "match[0].strip()",
            "tests/unit/web/test_typed_search.py::test_an_example_is_understood",
        ),
        Mutant(
            "A city of an earlier release enters the index of the search box",
            f"{CODE}adapters/search/city_index.py",
            'missing = [item for item in found if "area" not in item]',
            'missing = [item for item in found if "area" in item]',
            (
                "tests/adapters/web/test_search_box.py::"
                "test_a_city_of_the_release_before_is_found_once_the_daily_round_has_passed_it"
            ),
        ),
        Mutant(
            "The daily round passes every city",
            f"{CODE}use_cases/reso.py",
            "                cities.add(property_ids)\n",
            "",
            "tests/unit/web/test_feed_round.py::test_a_round_brings_cities_into_the_index_but_for_a_dry_run",
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
