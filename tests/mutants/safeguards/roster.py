"""Safeguards: web: the roster, by which searches filter by facts."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_web/src/web_service/"
ADAPTERS = f"{CODE}adapters/roster/"
TESTS = "tests/adapters/web/test_roster.py::"
LIVES = f"{TESTS}test_searches_find_what_is_public_after_any_interleaving"

AREA = Area(
    "Web: the roster of facts",
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
            "            after = self._rows(country, mine, before, on_unreadable)\n            rows =",
            "            after = self._rows(country, mine, before, on_unreadable)\n"
            "            block = self._blocks.covering(country, keys[0]) or block\n"
            "            before = {row.key: row for row in block.rows}\n            rows =",
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
            '            if wishes.match(row_of(key, "", public)):',
            "            if public:",
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
            "                rows |= {key: before[key]} if key in before else {}",
            "                rows.pop(key, None)",
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
            "A home that does not state a fact is in no range of it",
            f"{CODE}domain/search/roster.py",
            "        if stated is None:\n            return False",
            "        if stated is None:\n            return True",
            "tests/unit/web/test_search_filters.py::test_a_filter_finds_the_homes_that_state_it",
        ),
    ),
)
