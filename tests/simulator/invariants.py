"""What holds after every history, once all that can be delivered is delivered: docs/guarantees.md lists these texts."""

from collections.abc import Callable, Iterator

from tests.simulator import alerted, asked, kept, reviewed, shown, visited
from tests.simulator.truth import Truth

type Check = Callable[[Truth], Iterator[str]]

INVARIANTS: tuple[Check, ...] = (
    shown.no_listing_is_public_without_an_approved_contract,
    shown.what_is_shown_passed_its_evaluation,
    kept.nothing_acknowledged_is_lost,
    kept.a_key_has_one_effect,
    kept.every_fact_is_published,
    kept.nothing_is_stuck,
    shown.no_ghost_is_left,
    shown.photos_are_public_while_an_approved_version_shows_them,
    shown.no_file_is_left,
    shown.read_models_equal_the_truth,
    shown.one_evaluation_is_effective,
    shown.histories_are_in_order,
    kept.acknowledged_requests_are_never_undone,
    asked.every_question_is_in_its_inbox_once,
    asked.no_question_outlives_its_home,
    asked.an_enquirys_state_is_never_undone,
    asked.a_fact_about_an_enquiry_has_one_event,
    reviewed.nothing_is_published_against_a_persons_decline,
    reviewed.what_no_machine_judges_is_published_by_a_person,
    reviewed.a_request_has_one_effective_decision,
    reviewed.a_decision_reaches_its_request,
    reviewed.nobody_waits_for_a_person_for_ever,
    visited.no_slot_is_booked_twice,
    visited.every_viewing_is_in_its_agenda_once,
    visited.no_viewing_outlives_its_home,
    visited.a_viewings_end_is_never_undone,
    visited.a_change_of_a_viewing_has_one_event,
    alerted.an_address_is_asked_once,
    alerted.a_search_is_mailed_once_a_day,
    alerted.a_home_is_in_the_mails_of_a_search_once,
    alerted.every_new_home_that_matches_is_mailed_or_waits,
    alerted.who_ends_a_search_is_forgotten,
    kept.contexts_agree,
    kept.no_letter_is_left,
)


def violations(truth: Truth) -> list[str]:
    """Return what does not hold, in words."""
    return [f"{check.__name__}: {problem}" for check in INVARIANTS for problem in check(truth)]
