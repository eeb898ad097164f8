"""Safeguards: web: the roster, by which searches filter by facts and words."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_web/src/web_service/"
ADAPTERS = f"{CODE}adapters/roster/"
TESTS = "tests/adapters/web/test_roster.py::"
WORDS = "tests/unit/web/test_free_text.py::"
LIVES = f"{TESTS}test_searches_find_what_is_public_after_any_interleaving"

AREA = Area(
    "Web: the roster of facts and words",
    (
        Mutant(
            "A block is written only as it was read",
            f"{ADAPTERS}roster_writer.py",
            '    return {"ConditionExpression": "written = :written", "ExpressionAttributeValues": written}',
            '    return {"ConditionExpression": "written >= :none", "ExpressionAttributeValues": {":none": {"S": ""}}}',
            LIVES,
        ),
        Mutant(
            "A block is read before the homes whose rows it gets",
            f"{ADAPTERS}roster_writer.py",
            "            after = self._homes(country, mine, before, on_unreadable)\n            homes =",
            "            after = self._homes(country, mine, before, on_unreadable)\n"
            "            block = self._blocks.covering(country, keys[0]) or block\n"
            "            before = {home.row.key: home for home in block.homes()}\n            homes =",
            f"{TESTS}test_a_home_that_changes_while_its_row_is_written_is_read_again",
        ),
        Mutant(
            "A row is written into the block that has its key, though a division is seen halfway",
            f"{ADAPTERS}block_queries.py",
            "            if not found or found[0].begins < key:",
            "            if not found or found[0].begins:",
            LIVES,
        ),
        Mutant(
            "A reader that sees a gap between blocks reads again",
            f"{ADAPTERS}block_queries.py",
            "            if join(behind, found) and (found or low == behind):",
            "            if found or low == behind:",
            f"{TESTS}test_a_reader_that_does_not_see_a_block_yet_reads_again",
        ),
        Mutant(
            "A home is shown only if it is public and still matches",
            f"{ADAPTERS}roster_table.py",
            '            if wishes.match(row_of(key, "", public)) and',
            "            if public and",
            f"{TESTS}test_a_home_that_has_changed_a_moment_ago_is_not_shown",
        ),
        Mutant(
            "Blocks with few rows are joined",
            f"{ADAPTERS}roster_writer.py",
            "        elif len(block.rows) < FEW and",
            "        elif len(block.rows) < 0 and",
            f"{TESTS}test_blocks_are_divided_and_joined",
        ),
        Mutant(
            "A home that cannot be read keeps its row",
            f"{ADAPTERS}roster_writer.py",
            "                homes |= {key: before[key]} if key in before else {}",
            "                homes.pop(key, None)",
            f"{TESTS}test_a_home_that_cannot_be_read_keeps_its_row",
        ),
        Mutant(
            "A request reads a bounded number of blocks",
            f"{ADAPTERS}roster_table.py",
            "            if number == BLOCKS_MAX:",
            "            if number == -1:",
            f"{TESTS}test_a_request_reads_a_bounded_number_of_blocks",
        ),
        Mutant(
            "A home is shown only if its texts have the words still",
            f"{ADAPTERS}roster_table.py",
            "    return not wishes.words or has_all(words_of_home(public), wishes.words)",
            "    return public is not None",
            f"{TESTS}test_a_home_whose_text_has_changed_a_moment_ago_is_not_shown",
        ),
        Mutant(
            "A block fits in an item of DynamoDB, however long the texts of its homes are",
            f"{ADAPTERS}blocks.py",
            "    return len(block.rows) <= ROWS_MAX and sum(map(len, packed)) <= PACKED_MAX",
            "    return len(block.rows) <= ROWS_MAX and len(packed.rows) <= PACKED_MAX",
            f"{TESTS}test_blocks_are_divided_by_the_length_of_their_texts_too",
        ),
        Mutant(
            "A filter by facts reads no words",
            f"{ADAPTERS}block_queries.py",
            "{} if with_words else WITHOUT_WORDS",
            "{}",
            f"{TESTS}test_words_are_read_only_where_they_are_looked_for",
        ),
        Mutant(
            "An index keeps the numbers of rows that are far apart",
            f"{ADAPTERS}word_index.py",
            "            row += END",
            "            row += MORE",
            f"{WORDS}test_rows_far_apart_keep_their_numbers",
        ),
        Mutant(
            "Words are found without their accents, and が is not か",
            f"{CODE}domain/search/free_text.py",
            "if combining(char) <= VOWELS",
            "if not combining(char)",
            f"{WORDS}test_other_words_are_not_found",
        ),
        Mutant(
            "Two letters are no beginning of a word",
            f"{CODE}domain/search/free_text.py",
            "PREFIX_MIN = 3",
            "PREFIX_MIN = 2",
            f"{WORDS}test_other_words_are_not_found",
        ),
        Mutant(
            "A cursor is of its words alone",
            f"{CODE}api/search/queries.py",
            '(*wishes.facts, *wishes.words, wishes.within or "")',
            '(*wishes.facts, wishes.within or "")',
            "tests/unit/web/test_search_filters.py::test_a_cursor_is_of_its_filters_alone",
        ),
        Mutant(
            "Prices in a country are compared in its most frequent currency",
            f"{CODE}adapters/search/public_listings.py",
            "Counter(counted_currencies(city) or {}) for city in cities",
            "Counter(counted_currencies(city) or {}) for city in cities[:1]",
            "tests/adapters/web/test_counting.py::test_counts_are_exact_at_rest_whatever_is_delivered_twice_late_or_in_part",
        ),
        Mutant(
            "A home that does not state a fact is in no range of it",
            f"{CODE}domain/search/roster.py",
            "        if stated is None:\n            return False",
            "        if stated is None:\n            return True",
            "tests/unit/web/test_search_filters.py::test_a_filter_finds_the_homes_that_state_it",
        ),
    ),
)
