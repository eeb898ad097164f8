"""Safeguards: web: enquiries about homes."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_web/src/web_service/"
API = "tests/unit/web/test_enquiries_api.py::"
EVENTS = "tests/unit/web/test_enquiry_events.py::"
TABLE = "tests/adapters/web/test_enquiry_table.py::"

AREA = Area(
    "Web: enquiries about homes",
    (
        Mutant(
            "A question is kept only about a home that is public at that moment",
            f"{CODE}adapters/enquiries/enquiry_table.py",
            '            transact(self._client, [still_public, *counts, {"Put": put}, {"Put": fact}], receipt)',
            '            transact(self._client, [*counts, {"Put": put}, {"Put": fact}], receipt)',
            f"{TABLE}test_nothing_is_written_about_a_home_that_was_taken_down_a_moment_ago",
        ),
        Mutant(
            "A limit ends what is counted",
            f"{CODE}adapters/limit_counts.py",
            '        "ConditionExpression": "attribute_not_exists(sent) OR sent < :most",',
            '        "ConditionExpression": "attribute_not_exists(sent) OR sent < :most OR sent >= :most",',
            f"{TABLE}test_what_is_beyond_a_limit_is_not_written_until_the_next_hour",
        ),
        Mutant(
            "The end of an enquiry is written with its fact",
            f"{CODE}adapters/enquiries/enquiry_table.py",
            '        facts = [{"Put": fact}] if after.state is EnquiryState.CLOSED else []',
            "        facts: list[object] = []",
            f"{TABLE}test_an_answer_is_no_fact_and_an_end_is_one",
        ),
        Mutant(
            "An enquiry that cannot be read keeps none of the others open",
            f"{CODE}adapters/enquiries/enquiry_table.py",
            '        on_unreadable(item["sk"]["S"])\n        return None\n',
            "        raise\n",
            f"{TABLE}test_an_unreadable_enquiry_is_named_and_hides_none_of_the_others",
        ),
        Mutant(
            "An enquiry is changed only as it was read",
            f"{CODE}adapters/enquiries/enquiry_table.py",
            '            "ConditionExpression": "version = :version",',
            '            "ConditionExpression": "version >= :version",',
            f"{TABLE}test_a_change_of_another_version_is_not_written",
        ),
        Mutant(
            "An enquiry is read until its last moment and no longer",
            f"{CODE}adapters/enquiries/enquiry_table.py",
            "        if enquiry is None or enquiry.expires_at <= now:",
            "        if enquiry is None:",
            f"{TABLE}test_an_enquiry_is_gone_from_its_last_moment_on_though_it_is_stored",
        ),
        Mutant(
            "An agent changes no other agent's enquiry",
            f"{CODE}use_cases/enquiries.py",
            "    check_agent(before, call.agent)\n",
            "",
            f"{API}test_a_state_is_changed_by_its_version_and_what_is_closed_stays_so",
        ),
        Mutant(
            "An agent reads no other agent's inbox",
            f"{CODE}api/enquiries/queries.py",
            "return self.agent or agent.name if agent.is_admin else agent.name",
            "return self.agent or agent.name",
            f"{API}test_an_inbox_has_own_enquiries_newest_first_and_a_count_of_the_new_ones",
        ),
        Mutant(
            "What a program fills in is refused",
            f"{CODE}api/customers.py",
            '    if given != "":\n',
            "    if given is None:\n",
            f"{API}test_bad_input_is_answered_with_one_sentence_for_its_field_and_kept_nowhere",
        ),
        Mutant(
            "An e-mail address has no line end",
            f"{CODE}api/customers.py",
            "char.isspace() or not char.isprintable()",
            'char == " "',
            f"{API}test_bad_input_is_answered_with_one_sentence_for_its_field_and_kept_nowhere",
        ),
        Mutant(
            "Who asked reads nothing of what was written",
            f"{CODE}handlers/enquiries_api.py",
            "    return json_response(receipt_view(wiring.enquiries()",
            "    return json_response(enquiry_view(wiring.enquiries()",
            f"{API}test_who_asked_reads_the_state_and_nothing_that_was_written",
        ),
        Mutant(
            "A count has no address in it",
            f"{CODE}api/senders.py",
            '    return hmac.digest(key, f"customers:{address}".encode(), "sha256").hex()[:32]',
            "    return address",
            f"{API}test_counts_hold_no_address",
        ),
        Mutant(
            "Of forwarded addresses the two last alone are believed",
            f"{CODE}api/senders.py",
            "forwarded[-2] if",
            "forwarded[0] if",
            f"{API}test_what_stands_before_the_last_two_addresses_is_not_believed",
        ),
        Mutant(
            "Forged addresses end at the limit of the gateway's own",
            f"{CODE}domain/limits.py",
            "    if sender.peer != sender.address:",
            "    if not sender.peer:",
            f"{API}test_forged_addresses_end_at_the_limit_of_the_address_that_the_gateway_sees",
        ),
        Mutant(
            "A home that is taken down closes what is open about it, also while the bus fails",
            f"{CODE}handlers/publish_listing_changes.py",
            "(_cancel_viewings, _close_enquiries, _enter_in_roster,",
            "(_cancel_viewings, _enter_in_roster,",
            f"{EVENTS}test_a_bus_that_fails_keeps_no_enquiry_open",
        ),
        Mutant(
            "A home that stays public closes nothing",
            f"{CODE}adapters/publication/taken_down.py",
            'after["since"] != before["since"]',
            'after["request_id"] != before["request_id"]',
            f"{EVENTS}test_a_home_that_stays_public_closes_nothing",
        ),
        Mutant(
            "A closed enquiry stays closed",
            f"{CODE}domain/enquiries/enquiry.py",
            "    if enquiry.state is EnquiryState.CLOSED:\n        raise",
            "    if not enquiry.state:\n        raise",
            f"{API}test_a_state_is_changed_by_its_version_and_what_is_closed_stays_so",
        ),
        Mutant(
            "A closed enquiry is deleted the sooner",
            f"{CODE}domain/enquiries/enquiry.py",
            "        expires_at=min(enquiry.expires_at, at + KEPT_CLOSED),\n",
            "",
            f"{API}test_a_state_is_changed_by_its_version_and_what_is_closed_stays_so",
        ),
        Mutant(
            "An enquiry that cannot be read closes no inbox",
            f"{CODE}adapters/enquiries/enquiry_table.py",
            "        found = (_readable(item, on_unreadable) for item in items)",
            "        found = (to_enquiry(item) for item in items)",
            f"{TABLE}test_an_unreadable_enquiry_is_named_and_hides_none_of_the_others",
        ),
    ),
)
