"""Safeguards: web: the RESO feed."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_web/src/web_service/"
TESTS = "tests/adapters/web/test_reso_feed.py::"

AREA = Area(
    "Web: the RESO feed",
    (
        Mutant(
            "Entries of the feed are written one transaction after the other",
            f"{CODE}adapters/reso/feed_writer.py",
            'items.feed_item(after)} | _same("writes", writes)}',
            "items.feed_item(after)}}",
            f"{TESTS}test_of_two_runs_at_once_the_one_that_writes_later_has_the_greater_numbers",
        ),
        Mutant(
            "A span of the feed whose end is too near is refused",
            f"{CODE}use_cases/reso.py",
            "span.until > settled:",
            "span.until > settled + 20_000:",
            f"{TESTS}test_a_span_whose_end_has_not_settled_is_refused",
        ),
        Mutant(
            "A reader of the feed that slept is told to begin anew",
            f"{CODE}use_cases/reso.py",
            "return since >= state.expiring or",
            "return True or",
            f"{TESTS}test_what_has_left_is_told_for_a_month_then_who_slept_begins_anew",
        ),
        Mutant(
            "A reader of the feed knows no more than it could be shown when it began",
            f"{CODE}api/reso/queries.py",
            "int((now - SETTLING).timestamp() * 1000) if",
            "int(now.timestamp() * 1000) if",
            f"{TESTS}test_readers_have_exactly_the_public_listings_at_rest",
        ),
        Mutant(
            "The newest listing that has left stays in the feed",
            f"{CODE}adapters/reso/feed_items.py",
            "return item if is_kept else item",
            "return item",
            f"{TESTS}test_what_has_left_is_told_for_a_month_then_who_slept_begins_anew",
        ),
        Mutant(
            "A reader of a feed that was lost is told to begin anew",
            f"{CODE}use_cases/reso.py",
            "if state is None or since < state.begun:",
            "if state is None:",
            f"{TESTS}test_a_feed_that_is_made_anew_knows_no_position_of_the_one_before",
        ),
        Mutant(
            "A reader of the feed that knows nothing yet is not told to begin anew",
            f"{CODE}api/reso/queries.py",
            "is_new = after is None or after < EARLIEST",
            "is_new = after is None",
            f"{TESTS}test_a_first_read_of_what_is_newer_than_any_feed_is_one_from_the_beginning",
        ),
        Mutant(
            "An option that the feed does not know is refused",
            f"{CODE}api/reso/options.py",
            "if name not in FIXED and name not in NAMES and not OF_OTHERS.fullmatch(name):",
            'if name not in FIXED and name not in NAMES and name.startswith("$"):',
            f"{TESTS}test_an_unknown_option_is_refused_with_the_one_that_is_meant",
        ),
        Mutant(
            "Every spelling of the feed's filter is read as what it says",
            f"{CODE}api/reso/filters.py",
            '.ljust(12, "0")',
            ".zfill(12)",
            f"{TESTS}test_every_spelling_of_a_filter_is_read_as_what_it_says",
        ),
    ),
)
