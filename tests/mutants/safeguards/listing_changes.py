"""Safeguards: web: who may change a listing."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_web/src/web_service/use_cases/"

AREA = Area(
    "Web: who may change a listing",
    (
        Mutant(
            "Publication waits for photos that are being processed",
            f"{CODE}publication.py",
            "        _check_images(listing, arrived, call.now)\n",
            "",
            "tests/unit/web/test_use_cases.py::test_a_request_waits_for_images_being_processed",
        ),
        Mutant(
            "A decision does not occur later than it arrived",
            f"{CODE}publication.py",
            "at = min(evaluation.occurred_at, now)",
            "at = evaluation.occurred_at",
            "tests/unit/web/test_use_cases.py::test_a_decision_has_the_time_of_its_event_but_never_a_future_time",
        ),
        Mutant(
            "A revocation does not occur later than it arrived",
            f"{CODE}publication.py",
            "at = min(revocation.occurred_at, now)",
            "at = revocation.occurred_at",
            "tests/unit/web/test_use_cases.py::test_a_revocation_has_the_time_of_its_event_but_never_a_future_time",
        ),
        Mutant(
            "An agent reads no other agent's publication",
            f"{CODE}changes.py",
            "    listing = listings.get(property_id)\n    check_owner(listing, call.agent)\n",
            "    listing = listings.get(property_id)\n",
            "tests/unit/web/test_use_cases.py::test_only_the_owner_can_request_publication_and_read_its_state",
        ),
        Mutant(
            "An agent requests publication of no other agent's listing",
            f"{CODE}publication.py",
            "        check_owner(listing, call.agent)\n        requested",
            "        requested",
            "tests/unit/web/test_use_cases.py::test_only_the_owner_can_request_publication_and_read_its_state",
        ),
        Mutant(
            "An event about a property without a listing creates none",
            f"{CODE}publication.py",
            "except ListingNotFound:  # an event",
            "except ZeroDivisionError:  # an event",
            "tests/unit/web/test_use_cases.py::test_an_evaluation_of_an_unknown_property_makes_no_listing",
        ),
        Mutant(
            "A change that loses a race is made again",
            f"{CODE}changes.py",
            "        except ListingChangedMeanwhile:\n            continue",
            "        except ListingChangedMeanwhile:\n            raise",
            "tests/unit/web/test_use_cases.py::test_images_that_are_ready_at_the_same_moment_all_join",
        ),
        Mutant(
            "An agent edits no other agent's listing",
            f"{CODE}listings.py",
            (
                "        check_owner(listing, call.agent)\n"
                "        check_version(listing, if_version)\n"
                "        return edit("
            ),
            "        check_version(listing, if_version)\n        return edit(",
            "tests/unit/web/test_listing_life.py::test_an_agent_cannot_change_another_agents_listing",
        ),
        Mutant(
            "An agent withdraws no other agent's listing",
            f"{CODE}listings.py",
            (
                "        check_owner(listing, call.agent)\n"
                "        check_version(listing, if_version)\n"
                "        return withdraw("
            ),
            "        check_version(listing, if_version)\n        return withdraw(",
            "tests/unit/web/test_listing_life.py::test_an_agent_cannot_change_another_agents_listing",
        ),
        Mutant(
            "An agent lists no other agent's listing",
            f"{CODE}listings.py",
            "matches = wanted.agent in {None, listing.agent} and",
            "matches =",
            "tests/unit/web/test_agents_api.py::test_another_agents_listing_is_not_listed_by_its_id",
        ),
        Mutant(
            "A draft belongs to the agent who signed in",
            f"{CODE}listings.py",
            "agent=call.agent.name,",
            "agent='',",
            "tests/unit/web/test_agents_api.py::test_agents_list_their_own_listings_and_admins_all",
        ),
        Mutant(
            "Only admins name countries and cities",
            f"{CODE}localities.py",
            "    check_admin(agent)\n",
            "",
            "tests/unit/web/test_localities_api.py::test_an_agent_may_not_name_a_locality",
        ),
    ),
)
