"""Safeguards: requests and answers of all APIs."""

from tests.mutants.mutant import Area, Mutant

AREA = Area(
    "Requests and answers of all APIs",
    (
        Mutant(
            "A cursor is signed",
            "unicorn_kit/cursors.py",
            "if not hmac.compare_digest(signature, _signature(payload, query, key)):",
            "if not signature:",
            "tests/unit/kit/test_cursors.py::test_any_other_text_is_an_invalid_request",
        ),
        Mutant(
            "A cursor belongs to its query",
            "unicorn_kit/cursors.py",
            'f"{len(query)}:{query}".encode() + payload',
            "payload",
            "tests/unit/kit/test_cursors.py::test_a_cursor_of_another_query_or_key_is_an_invalid_request",
        ),
        Mutant(
            "A cursor has one spelling",
            "unicorn_kit/cursors.py",
            "if _encoded(signed) != cursor:",
            "if not signed:",
            "tests/unit/kit/test_cursors.py::test_any_other_text_is_an_invalid_request",
        ),
        Mutant(
            "A request without a token is 401",
            "unicorn_kit/identity.py",
            "    if not claims:\n        raise",
            (
                "    if claims is None:\n"
                "        claims = {'cognito:username': 'nobody', 'cognito:groups': 'agents'}\n"
                "    if not claims:\n"
                "        raise"
            ),
            "tests/unit/web/test_agents_api.py::test_every_route_for_agents_needs_a_token",
        ),
        Mutant(
            "A user in no group is 403",
            "unicorn_kit/identity.py",
            "if not groups & {AGENTS, ADMINS}:",
            "if groups is None:",
            "tests/unit/contracts/test_contracts_api.py::test_only_agents_and_admins_may_draft",
        ),
        Mutant(
            "Being an agent does not make an admin",
            "unicorn_kit/identity.py",
            "return ADMINS in self.groups",
            "return bool(self.groups)",
            "tests/unit/contracts/test_ownership.py::test_another_agent_may_neither_cancel_nor_amend_a_contract",
        ),
        Mutant(
            "A route for agents checks who calls",
            "unicorn_kit/serving.py",
            'if request.route.access == "agent":',
            'if request.route.access == "":',
            "tests/unit/kit/test_tables.py::test_a_route_accepts_only_the_callers_of_its_row",
        ),
        Mutant(
            "No cache keeps a response unless its route says so",
            "unicorn_kit/serving.py",
            '        "Cache-Control": "no-store",\n',
            "",
            ("tests/unit/contracts/test_contracts_api.py::test_no_answer_is_kept_by_a_cache_or_taken_for_another_type"),
        ),
        Mutant(
            "A browser does not guess the type of a response",
            "unicorn_kit/serving.py",
            '        "X-Content-Type-Options": "nosniff",\n',
            "",
            ("tests/unit/contracts/test_contracts_api.py::test_no_answer_is_kept_by_a_cache_or_taken_for_another_type"),
        ),
        Mutant(
            "An unexpected error leaks nothing internal",
            "unicorn_kit/serving.py",
            "        return _problem(BROKEN, request)",
            (
                "        import sys\n"
                "        return _problem(Problem(BROKEN.status, BROKEN.kind, str(sys.exception())), request)"
            ),
            "tests/unit/contracts/test_contracts_api.py::test_nothing_internal_leaks_from_a_bug",
        ),
        Mutant(
            "A busy store is answered with Retry-After",
            "unicorn_kit/serving.py",
            '    retry_after="2",\n',
            "",
            "tests/unit/contracts/test_contracts_api.py::test_a_failing_store_answers_503_with_retry_after",
        ),
        Mutant(
            "A body is at most 64 KB",
            "unicorn_kit/http.py",
            "> BODY_MAX:",
            "> 99 * BODY_MAX:",
            "tests/unit/contracts/test_fields.py::test_a_body_over_64_kb_is_too_large",
        ),
        Mutant(
            "A caller's correlation id is plain",
            "unicorn_kit/http.py",
            "return given if _CORRELATION_ID.fullmatch(given) else",
            "return given if given else",
            (
                "tests/unit/web/test_agents_api.py::"
                "test_a_callers_correlation_id_is_kept_if_it_has_only_plain_characters"
            ),
        ),
        Mutant(
            "A prefix that the site does not have is ignored",
            "unicorn_kit/http.py",
            'return given if _PREFIX.fullmatch(given) else ""',
            "return given",
            "tests/unit/web/test_behind_the_site.py::test_a_prefix_that_the_site_does_not_have_is_ignored",
        ),
        Mutant(
            "A parameter that is given twice is refused",
            "unicorn_kit/http.py",
            "            if name in names and len(values) > 1:",
            "            if not values:",
            "tests/unit/kit/test_tables.py::test_a_repeated_parameter_is_an_error_or_its_last_value_is_used",
        ),
        Mutant(
            "An If-Match that is no version matches nothing",
            "unicorn_kit/conditions.py",
            "(found := re.fullmatch(_VERSION, tag)))",
            "(found := re.fullmatch(_VERSION, tag))) or None",
            "tests/unit/contracts/test_fields.py::test_an_etag_of_no_version_changes_nothing_and_one_without_quotes_is_told",
        ),
        Mutant(
            "An If-Match never matches a weak tag",
            "unicorn_kit/conditions.py",
            'strong = [tag for tag in tags if not tag.startswith("W/")]',
            'strong = [tag.removeprefix("W/") for tag in tags]',
            "tests/unit/kit/test_conditions.py::test_a_weak_tag_never_matches_and_the_strong_one_is_named",
        ),
        Mutant(
            "The ETag of a public version is told from that of an agent's",
            "unicorn_kit/conditions.py",
            "    if any(re.fullmatch(_OF_A_CACHE, tag) for tag in tags):",
            "    if not tags:",
            "tests/unit/web/test_agents_version.py::test_the_etag_of_the_public_version_is_told_from_that_of_the_agents",
        ),
        Mutant(
            "An ETag without its quotes is told",
            "unicorn_kit/conditions.py",
            "    if given and not re.fullmatch(_TAGS, given):",
            "    if not name:",
            "tests/unit/kit/test_conditions.py::test_a_tag_without_quotes_is_told",
        ),
        Mutant(
            "Empty elements of a list of ETags do not count",
            "unicorn_kit/conditions.py",
            '_GAP = r"[ \\t]*(?:,[ \\t]*)+"',
            '_GAP = r"[ \\t]*,[ \\t]*"',
            "tests/unit/kit/test_conditions.py::test_versions_are_read_from_their_tags_and_any_other_tag_matches_nothing",
        ),
        Mutant(
            "A header on several lines is one list",
            "unicorn_kit/http.py",
            'event.get("multiValueHeaders") or last',
            "last",
            "tests/unit/kit/test_conditions.py::test_a_header_on_several_lines_is_one_list",
        ),
        Mutant(
            "Letters that were lost on the way are not stored",
            "unicorn_kit/http.py",
            "        if LOST in body:",
            "        if not body:",
            "tests/unit/kit/test_bodies.py::test_letters_that_were_lost_on_the_way_are_not_stored",
        ),
        Mutant(
            "A number in a query is written in digits",
            "unicorn_kit/models.py",
            "if isinstance(given, str) and not (given.isascii() and given.isdigit()):",
            "if not isinstance(given, str):",
            "tests/unit/kit/test_bodies.py::test_a_number_in_a_query_is_written_in_digits",
        ),
        Mutant(
            "A HEAD is answered where anyone may read, and nowhere else",
            "unicorn_kit/routes.py",
            'if self.access == "public" and self.method == "GET" else',
            'if self.method == "GET" else',
            "tests/unit/web/test_public_reads.py::test_what_is_an_agents_has_no_head",
        ),
        Mutant(
            "No body's schema has a default, which generated clients would send",
            "unicorn_kit/openapi.py",
            'for name, part in schema.items() if name != "default"}',
            "for name, part in schema.items()}",
            "tests/apis/test_descriptions.py::test_no_body_has_a_default_as_clients_would_send_it_and_clear_fields",
        ),
        Mutant(
            "A shared cache keeps no answer for a token",
            "unicorn_kit/conditions.py",
            '        return f"private, max-age={seconds}"',
            "        pass",
            "tests/unit/kit/test_conditions.py::test_a_shared_cache_keeps_no_answer_that_was_asked_for_with_a_token",
        ),
        Mutant(
            "No cache shows old answers when the API fails",
            "unicorn_kit/conditions.py",
            ", stale-if-error=0",
            "",
            (
                "tests/unit/kit/test_conditions.py::"
                "test_a_shared_cache_keeps_public_answers_for_their_time_and_none_when_the_api_fails"
            ),
        ),
        Mutant(
            "A text does not turn the direction of writing",
            "unicorn_kit/texts.py",
            "if _DIRECTION.search(text):",
            "if not text:",
            "tests/unit/kit/test_texts.py::test_what_misleads_or_cannot_be_seen_is_an_error_in_one_sentence",
        ),
        Mutant(
            "A text can be seen",
            "unicorn_kit/texts.py",
            "if not any(map(_is_visible, text)):",
            "if not text:",
            "tests/unit/kit/test_texts.py::test_what_misleads_or_cannot_be_seen_is_an_error_in_one_sentence",
        ),
    ),
)
