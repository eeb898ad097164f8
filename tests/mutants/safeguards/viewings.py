"""Safeguards: web: viewings of homes."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_web/src/web_service/"
API = "tests/unit/web/test_viewings_api.py::"
EVENTS = "tests/unit/web/test_viewing_events.py::"
TABLE = "tests/adapters/web/test_viewing_table.py::"

AREA = Area(
    "Web: viewings of homes",
    (
        Mutant(
            "A slot is booked once",
            f"{CODE}adapters/viewings/slot_writes.py",
            '"attribute_not_exists(viewing_id) AND listed_since = :since"',
            '"listed_since = :since"',
            f"{TABLE}test_of_a_hundred_who_have_seen_a_slot_free_one_gets_it",
        ),
        Mutant(
            "A slot is booked as it was seen",
            f"{CODE}adapters/viewings/slot_writes.py",
            '            " AND minutes = :minutes AND utc_offset = :offset",',
            '            " AND minutes >= :minutes AND utc_offset <= :offset",',
            f"{TABLE}test_a_slot_that_was_offered_anew_with_another_length_is_not_booked_as_it_was_seen",
        ),
        Mutant(
            "A viewing is booked only in a home that is public at that moment",
            f"{CODE}adapters/public_homes.py",
            '"ConditionExpression": "live.since = :since"',
            '"ConditionExpression": "live.since = :since OR attribute_not_exists(live)"',
            f"{TABLE}test_nothing_is_offered_or_booked_in_a_home_that_was_taken_down_a_moment_ago",
        ),
        Mutant(
            "Of two offers that have not seen each other one is written",
            f"{CODE}adapters/viewings/slot_writes.py",
            '"offers = :seen" if seen.offers',
            '"offers >= :seen" if seen.offers',
            f"{TABLE}test_of_two_offers_that_have_not_seen_each_other_one_is_written",
        ),
        Mutant(
            "A viewing is changed only as it was read",
            f"{CODE}adapters/viewings/viewing_table.py",
            '            put["ConditionExpression"] = "version = :version"',
            '            put["ConditionExpression"] = "version >= :version"',
            f"{TABLE}test_a_change_of_another_version_is_not_written_though_the_slot_is_the_same",
        ),
        Mutant(
            "A booked slot is not removed",
            f"{CODE}adapters/viewings/viewing_table.py",
            '                ConditionExpression="attribute_not_exists(viewing_id)",\n',
            "",
            f"{TABLE}test_a_slot_that_is_booked_is_not_removed",
        ),
        Mutant(
            "A viewing is read until its last moment and no longer",
            f"{CODE}adapters/viewings/viewing_table.py",
            "        if viewing is None or viewing.expires_at <= now:",
            "        if viewing is None:",
            f"{TABLE}test_a_viewing_is_gone_from_its_last_moment_on_though_it_is_stored",
        ),
        Mutant(
            "Only who has the link reads and changes a viewing",
            f"{CODE}use_cases/viewings.py",
            "    if not is_secret_of(viewing, secret):",
            "    if not secret:",
            f"{API}test_only_who_has_the_whole_link_reads_moves_and_cancels",
        ),
        Mutant(
            "A slot that has begun is not booked",
            f"{CODE}domain/viewings/slot.py",
            "    if slot.starts_at <= now:",
            "    if slot.ends_at <= now:",
            f"{API}test_the_past_is_neither_shown_nor_booked_nor_changed",
        ),
        Mutant(
            "What has begun is not changed",
            f"{CODE}domain/viewings/viewing.py",
            "    if viewing.slot.starts_at <= at:",
            "    if viewing.slot.ends_at <= at:",
            f"{API}test_the_past_is_neither_shown_nor_booked_nor_changed",
        ),
        Mutant(
            "A home is not shown twice at the same time",
            f"{CODE}domain/viewings/slot.py",
            "slots[0].starts_at < slot.ends_at:",
            "slots[0].starts_at < slot.starts_at:",
            f"{API}test_a_home_is_not_shown_twice_at_the_same_time",
        ),
        Mutant(
            "An agent offers no times of another agent's home",
            f"{CODE}use_cases/viewings.py",
            "    slots_domain.check_agent(home.agent, call.agent)\n",
            "",
            f"{API}test_slots_are_offered_and_removed_by_the_homes_agent_alone",
        ),
        Mutant(
            "An agent cancels no other agent's viewing",
            f"{CODE}use_cases/viewings.py",
            "    slots_domain.check_agent(before.slot.agent, call.agent)\n",
            "",
            f"{API}test_an_agent_calls_a_viewing_off_by_its_version_and_its_visitor_sees_it",
        ),
        Mutant(
            "An agent cancels a viewing as it was read",
            f"{CODE}use_cases/viewings.py",
            "    check_version(before, if_version)\n",
            "",
            f"{API}test_an_agent_calls_a_viewing_off_by_its_version_and_its_visitor_sees_it",
        ),
        Mutant(
            "Times of an earlier publication are not shown",
            f"{CODE}use_cases/viewings.py",
            " and slot.listed_since == home.listed_since",
            "",
            f"{API}test_times_of_an_earlier_publication_are_not_shown",
        ),
        Mutant(
            "A home that is taken down cancels its viewings, also while other steps fail",
            f"{CODE}handlers/publish_listing_changes.py",
            "(_cancel_viewings, _close_enquiries, _enter_in_roster,",
            "(_close_enquiries, _enter_in_roster,",
            f"{EVENTS}test_a_step_that_fails_keeps_no_viewing_and_no_enquiry_of_others",
        ),
        Mutant(
            "A home that is taken down leaves no time to book",
            f"{CODE}use_cases/viewings.py",
            "    viewings.clear(property_id, listed_since)\n",
            "",
            f"{EVENTS}test_a_home_that_is_taken_down_cancels_its_viewings_and_drops_its_free_times",
        ),
        Mutant(
            "A viewing that moves to the home as it is public again stays",
            f"{CODE}use_cases/viewings.py",
            "    return found if found.slot.listed_since == booked.slot.listed_since else None",
            "    return found",
            f"{EVENTS}test_a_move_to_the_home_as_it_is_public_again_keeps_the_viewing",
        ),
        Mutant(
            "A calendar's line is cut at no character",
            f"{CODE}domain/viewings/calendar_file.py",
            "        size = len(char.encode())",
            "        size = 1",
            "tests/unit/web/test_calendar_file.py::test_an_address_of_any_letters_is_read_back",
        ),
        Mutant(
            "A viewing that cannot be read closes no agenda",
            f"{CODE}adapters/viewings/viewing_table.py",
            "        found = (_readable(to_entry, item, on_unreadable) for item in self._items(query))",
            "        found = (to_entry(item) for item in self._items(query))",
            f"{TABLE}test_a_viewing_that_cannot_be_read_is_named_and_keeps_no_other_booked",
        ),
    ),
)
