"""Safeguards: web: rules of listings and publication."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_web/src/web_service/domain/"

AREA = Area(
    "Web: rules of listings and publication",
    (
        Mutant(
            "An agent changes no other agent's listing",
            f"{CODE}listings/listing.py",
            "if agent.name != listing.agent and not agent.is_admin:",
            "if agent.name is None:",
            "tests/unit/web/test_listing_life.py::test_an_agent_cannot_change_another_agents_listing",
        ),
        Mutant(
            "A change of a listing names the version that it was made from",
            f"{CODE}listings/listing.py",
            "if wanted is not None and listing.version not in wanted:",
            "if wanted == 0:",
            "tests/unit/web/test_listing_life.py::test_a_change_of_an_outdated_version_fails",
        ),
        Mutant(
            "A listing does not change while it is evaluated",
            f"{CODE}listings/listing.py",
            "if listing.status is ListingStatus.PENDING:",
            "if listing.status is None:",
            "tests/unit/web/test_listing_life.py::test_a_pending_listing_cannot_be_changed",
        ),
        Mutant(
            "An edited listing is a draft again",
            f"{CODE}listings/editing.py",
            "return listing if edited == listing else unapproved(edited)",
            "return edited",
            (
                "tests/unit/web/test_listing_life.py::"
                "test_an_edited_listing_is_a_draft_and_its_approved_version_stays_public"
            ),
        ),
        Mutant(
            "An evaluation of another request changes nothing",
            f"{CODE}publication/rules.py",
            "return answer.request_id == listing.request.request_id",
            "return True",
            "tests/unit/web/test_publication_rules.py::test_an_evaluation_of_another_request_changes_nothing",
        ),
        Mutant(
            "A late evaluation of a withdrawn listing changes nothing",
            f"{CODE}publication/rules.py",
            "if listing.status is not ListingStatus.PENDING or listing.request is None:",
            "if listing.request is None:",
            (
                "tests/unit/web/test_listing_life.py::"
                "test_a_listing_withdrawn_while_pending_is_not_changed_by_a_late_evaluation"
            ),
        ),
        Mutant(
            "A revocation of an older request takes nothing down",
            f"{CODE}publication/rules.py",
            "return revocation.request_id == listing.public_version.request_id",
            "return True",
            "tests/unit/web/test_publication_rules.py::test_a_revocation_of_an_unknown_request_changes_nothing",
        ),
        Mutant(
            "A revocation that overtakes its approval still counts",
            f"{CODE}publication/rules.py",
            "pending, public = _is_pending(listing, revocation), _is_public(listing, revocation)",
            "pending, public = False, _is_public(listing, revocation)",
            "tests/unit/web/test_publication_rules.py::test_a_revocation_that_overtakes_its_approval_wins",
        ),
        Mutant(
            "A withdrawn listing is public no more",
            f"{CODE}publication/rules.py",
            "        status=ListingStatus.WITHDRAWN,\n        public_version=None,\n",
            "        status=ListingStatus.WITHDRAWN,\n",
            "tests/unit/web/test_listing_life.py::test_withdrawing_a_published_listing_twice_is_the_same_as_once",
        ),
        Mutant(
            "A revoked listing is public no more",
            f"{CODE}publication/rules.py",
            "revoked = replace(listing, public_version=None)",
            "revoked = replace(listing)",
            "tests/unit/web/test_publication_rules.py::test_a_revocation_takes_the_listing_down_with_the_reason",
        ),
        Mutant(
            "A photo that arrives late is not in an evaluated listing",
            f"{CODE}publication/rules.py",
            "        close(listing),\n        status=ListingStatus.PENDING,",
            "        listing,\n        status=ListingStatus.PENDING,",
            "tests/unit/web/test_publication_rules.py::test_a_request_rejects_images_that_were_never_uploaded",
        ),
        Mutant(
            "A rent is published only with its period",
            f"{CODE}publication/rules.py",
            "    check_has_rent_period(listing)\n",
            "",
            (
                "tests/unit/web/test_rent_period.py::"
                "test_a_rent_stored_without_a_period_is_edited_but_published_only_with_one"
            ),
        ),
        Mutant(
            "Each request for publication has the next number",
            f"{CODE}publication/rules.py",
            "sequence=listing.sequence + 1,",
            "sequence=1,",
            "tests/unit/web/test_publication_rules.py::test_publication_can_be_requested_unless_pending_or_approved",
        ),
        Mutant(
            "Prices on request are not in the public history",
            f"{CODE}listings/history.py",
            "    if listing.price_on_request:\n        return []\n",
            "",
            (
                "tests/unit/web/test_price_on_request.py::"
                "test_a_price_that_is_no_longer_shown_leaves_the_history_and_comes_back_with_it"
            ),
        ),
        Mutant(
            "Drafted prices are private",
            f"{CODE}listings/history.py",
            "for past in listing.price_history if past.offered_at]",
            "for past in listing.price_history]",
            "tests/unit/web/test_history.py::test_customers_see_each_approved_price_and_since_when_it_was_public",
        ),
        Mutant(
            "Statuses before the first approval are private",
            f"{CODE}listings/history.py",
            "seen = dropwhile(lambda past: past.status is not ListingStatus.APPROVED, listing.status_history)",
            "seen = listing.status_history",
            "tests/unit/web/test_history.py::test_customers_see_when_a_listing_was_published_and_taken_down",
        ),
        Mutant(
            "A price has no more decimals than its currency",
            f"{CODE}listings/money.py",
            "if amount % Decimal(1).scaleb(-decimals):",
            "if not amount:",
            "tests/unit/web/test_money.py::test_an_invalid_price_is_rejected",
        ),
        Mutant(
            "A price is more than nothing",
            f"{CODE}listings/money.py",
            "amount.is_finite() and 0 < amount <= MINOR_MAX",
            "amount.is_finite() and amount <= MINOR_MAX",
            "tests/unit/web/test_money.py::test_an_invalid_price_is_rejected",
        ),
        Mutant(
            "A currency is one of ISO 4217",
            f"{CODE}listings/money.py",
            "if currency not in DECIMALS:",
            "if not currency:",
            "tests/unit/web/test_money.py::test_an_invalid_currency_is_rejected",
        ),
        Mutant(
            "A listing for sale has no rent period",
            f"{CODE}listings/rent.py",
            "if kind is OfferKind.SALE and period is not None:",
            "if kind is None:",
            "tests/unit/web/test_rent_period.py::test_a_draft_whose_period_does_not_suit_its_offer_is_an_error",
        ),
        Mutant(
            "Customers see photos that were checked, and no others",
            f"{CODE}listings/listing.py",
            "if image.status is ImageStatus.READY)",
            ")",
            "tests/unit/web/test_publish_listing_changes.py::test_images_that_are_not_ready_are_not_published",
        ),
        Mutant(
            "No entry of a history is earlier than the one before",
            f"{CODE}listings/history.py",
            "    at = max([at, *(past.at for past in prices[-1:]), *(past.at for past in statuses[-1:])])\n",
            "",
            "tests/unit/web/test_history.py::test_no_entry_is_earlier_than_the_one_before_it",
        ),
    ),
)
