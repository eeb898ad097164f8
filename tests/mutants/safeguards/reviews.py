"""Safeguards: web: reviews by a person, and appeals."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_web/src/web_service/"
RULES = "tests/unit/web/test_review_rules.py::"
API = "tests/unit/web/test_reviews_api.py::"
STREAM = "tests/unit/web/test_publish_listing_changes.py::"
TABLE = "tests/adapters/web/test_review_table.py::"

AREA = Area(
    "Web: reviews and appeals",
    (
        Mutant(
            "The first decision of a review stands",
            f"{CODE}domain/publication/reviewing.py",
            "        raise ReviewDecided(review.decision)\n",
            "        pass\n",
            f"{RULES}test_the_second_decision_is_told_what_the_first_one_was",
        ),
        Mutant(
            "Nobody reviews an own listing",
            f"{CODE}domain/publication/reviewing.py",
            "    if decision.reviewer == listing.agent:",
            "    if decision.reviewer == listing.agent and False:",
            f"{RULES}test_an_admin_does_not_review_an_own_listing",
        ),
        Mutant(
            "A decision after the time of a review is refused",
            f"{CODE}domain/publication/reviewing.py",
            "    if decision.at >= review.answer_by:",
            "    if decision.at > review.answer_by:",
            f"{RULES}test_a_decision_comes_too_late_when_the_time_is_over_and_not_a_moment_before",
        ),
        Mutant(
            "A review is decided only while its request is pending",
            f"{CODE}domain/publication/reviewing.py",
            "    if listing.status is not ListingStatus.PENDING or review is None:",
            "    if review is None:",
            f"{RULES}test_a_decision_comes_too_late_when_the_request_is_over",
        ),
        Mutant(
            "A decision is about the request that it names",
            f"{CODE}domain/publication/reviewing.py",
            "    if listing.request is None or listing.request.request_id != request_id:",
            "    if listing.request is None:",
            f"{RULES}test_a_decision_comes_too_late_when_the_request_is_over",
        ),
        Mutant(
            "Only questions about the pending request open a review",
            f"{CODE}domain/publication/reviewing.py",
            "    if request.request_id != asked.request_id:\n        return listing\n",
            "",
            f"{RULES}test_questions_about_what_is_not_pending_open_nothing",
        ),
        Mutant(
            "A person who declines says why",
            f"{CODE}domain/publication/reviewing.py",
            "    if decision.verdict is Verdict.DECLINED and not decision.comment:",
            "    if decision.verdict is Verdict.DECLINED and decision.comment is None:",
            f"{RULES}test_a_decline_needs_a_comment_and_an_approval_none",
        ),
        Mutant(
            "Only admins decide reviews",
            f"{CODE}use_cases/reviews.py",
            "    check_admin(call.agent)\n    decision = Decision(",
            "    decision = Decision(",
            f"{API}test_agents_review_nothing",
        ),
        Mutant(
            "Only admins see what waits for a person",
            f"{CODE}use_cases/reviews.py",
            "    check_admin(call.agent)\n    found = list(",
            "    found = list(",
            f"{API}test_agents_review_nothing",
        ),
        Mutant(
            "The end of a review is written with the listing",
            f"{CODE}adapters/publication/review_items.py",
            "    if is_open(before) and not is_open(after):",
            "    if is_open(before) and is_open(after):",
            f"{TABLE}test_a_review_that_is_over_waits_no_longer_and_is_still_known",
        ),
        Mutant(
            "A listing that cannot be read hides no other review",
            f"{CODE}adapters/publication/review_table.py",
            '        on_unreadable(item["pk"]["S"])\n        return None\n',
            "        raise\n",
            f"{TABLE}test_an_unreadable_listing_is_named_and_hides_none_of_the_others",
        ),
        Mutant(
            "A listing is appealed once as it is",
            f"{CODE}domain/publication/appealing.py",
            "    if listing.is_appealed:",
            "    if listing.is_appealed and False:",
            f"{RULES}test_a_second_appeal_of_the_same_listing_fails_whatever_came_between",
        ),
        Mutant(
            "What was changed after its decline is not appealed",
            f"{CODE}domain/listings/listing.py",
            "is_changed=True, is_appealed=False)",
            "is_appealed=False)",
            f"{RULES}test_what_was_changed_after_its_decline_is_requested_and_not_appealed",
        ),
        Mutant(
            "No person judges a contract away",
            f"{CODE}domain/publication/appealing.py",
            "    if all(reason.code in NOT_OF_CONTENT for reason in listing.reasons):",
            "    if not listing.reasons:",
            f"{RULES}test_no_person_judges_a_contract_or_a_missing_photo_away",
        ),
        Mutant(
            "A decision is published once",
            f"{CODE}adapters/publication/listing_stream.py",
            "if _is_reviewed(new) and not _is_reviewed(old) else None",
            "if _is_reviewed(new) else None",
            f"{STREAM}test_a_decided_review_is_published_once",
        ),
        Mutant(
            "A decision whose event was lost is published again",
            f"{CODE}adapters/publication/listing_stream.py",
            "    if review and review.decision:\n        yield",
            "    if review and review.decision and False:\n        yield",
            f"{TABLE}test_a_review_whose_event_was_lost_is_published_again_with_its_request",
        ),
    ),
)
