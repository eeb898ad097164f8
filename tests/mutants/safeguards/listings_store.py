"""Safeguards: web: what is stored, published and received."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_web/src/web_service/"

AREA = Area(
    "Web: what is stored, published and received",
    (
        Mutant(
            "A listing is read as last written",
            f"{CODE}adapters/listings/listing_table.py",
            "Key=listing_key(property_id), ConsistentRead=True",
            "Key=listing_key(property_id)",
            "tests/adapters/test_consistent_reads.py::test_a_read_that_decides_is_consistent[a listing]",
        ),
        Mutant(
            "Agents' lists are read as last written",
            f"{CODE}adapters/batch_reads.py",
            "keys: Sequence[Mapping[str, Any]], *, is_consistent: bool = True\n",
            "keys: Sequence[Mapping[str, Any]], *, is_consistent: bool = False\n",
            (
                "tests/adapters/test_consistent_reads.py::"
                "test_a_read_that_decides_is_consistent[the listings of an agent]"
            ),
        ),
        Mutant(
            "A property is listed once",
            f"{CODE}adapters/listings/listing_table.py",
            'ConditionExpression="attribute_not_exists(pk)"',
            'ConditionExpression="attribute_not_exists(pk) OR attribute_exists(pk)"',
            "tests/adapters/web/test_listing_table.py::test_a_property_can_be_listed_only_once",
        ),
        Mutant(
            "Of two changes of one listing only one is written",
            f"{CODE}adapters/listings/listing_table.py",
            '"ConditionExpression": "version = :version"',
            '"ConditionExpression": "version = :version OR attribute_exists(pk)"',
            "tests/adapters/web/test_listing_table.py::test_a_write_that_lost_a_race_writes_nothing",
        ),
        Mutant(
            "A listing whose first write lost its answer is its agent's, not in the way",
            f"{CODE}adapters/listings/listing_table.py",
            "if holder == listing:",
            "if False:",
            "tests/adapters/web/test_listing_table.py::test_a_write_whose_answer_was_lost_has_succeeded",
        ),
        Mutant(
            "A change whose write lost its answer is no conflict",
            f"{CODE}adapters/listings/listing_table.py",
            "if not (saved or self._is_stored(after)):",
            "if not saved:",
            "tests/adapters/web/test_listing_table.py::test_a_write_whose_answer_was_lost_has_succeeded",
        ),
        Mutant(
            "A removal whose answer was lost is no conflict",
            f"{CODE}adapters/listings/listing_table.py",
            "with suppress(ListingNotFound):  # removed by an attempt whose answer was lost",
            "if True:",
            "tests/adapters/web/test_listing_table.py::test_a_write_whose_answer_was_lost_has_succeeded",
        ),
        Mutant(
            "A listing that is taken down leaves no card",
            f"{CODE}adapters/listings/listing_table.py",
            "for key in self._public_keys(after.property_id) if before.public_version else ():",
            "for key in ():",
            "tests/adapters/web/test_listing_table.py::test_a_withdrawn_listing_is_not_found_anywhere",
        ),
        Mutant(
            "A listing of an older version leaves no card when it is taken down",
            f"{CODE}adapters/listings/listing_table.py",
            "return [public_key(property_id), *cards]",
            "return [public_key(property_id)]",
            (
                "tests/adapters/web/test_house_order.py::"
                "test_a_listing_of_an_older_format_leaves_no_card_when_it_is_withdrawn"
            ),
        ),
        Mutant(
            "Agents' lists go on behind the first page",
            f"{CODE}adapters/listings/listing_table.py",
            'if "LastEvaluatedKey" not in page:',
            'if "Items" in page:',
            "tests/adapters/web/test_listing_table.py::test_agents_lists_are_complete_and_newest_first",
        ),
        Mutant(
            "An edit of a pending listing publishes no second request",
            f"{CODE}adapters/publication/listing_stream.py",
            'if not old or old["request_sequence"] != new["request_sequence"]:',
            "if not old or new:",
            "tests/unit/web/test_publish_listing_changes.py::test_other_changes_publish_nothing",
        ),
        Mutant(
            "Only pending listings are published to the bus",
            f"{CODE}adapters/publication/listing_stream.py",
            "if request is None or listing.status is not ListingStatus.PENDING:",
            "if request is None:",
            ("tests/unit/web/test_publish_listing_changes.py::test_a_request_that_is_decided_already_is_not_published"),
        ),
        Mutant(
            "An event does not occur later than it arrived",
            f"{CODE}inbound.py",
            "return self.time if stated.replace(microsecond=0) > self.time else stated",
            "return stated",
            "tests/unit/web/test_apply_decisions.py::test_an_event_occurred_no_later_than_it_arrived",
        ),
        Mutant(
            "Every text that customers read is sent to be evaluated",
            f"{CODE}events.py",
            "for text in (image.alt_text, image.caption) if text",
            "for text in (image.caption,) if text",
            (
                "tests/unit/web/test_publish_listing_changes.py::"
                "test_a_request_is_published_with_everything_that_is_evaluated"
            ),
        ),
    ),
)
