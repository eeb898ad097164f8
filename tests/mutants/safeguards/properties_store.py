"""Safeguards: properties: what is stored."""

from tests.mutants.mutant import Area, Equivalent, Mutant

CODE = "unicorn_properties/src/properties_service/adapters/"

AREA = Area(
    "Properties: what is stored",
    (
        Mutant(
            "A fact about a contract is read as last written",
            f"{CODE}property_table.py",
            "Key=contract_key(property_id), ConsistentRead=True",
            "Key=contract_key(property_id)",
            (
                "tests/adapters/test_consistent_reads.py::"
                "test_a_read_that_decides_is_consistent[the newest fact about a contract]"
            ),
        ),
        Mutant(
            "The state of a property is read as last written",
            f"{CODE}property_table.py",
            "ExpressionAttributeValues=partition, ConsistentRead=True",
            "ExpressionAttributeValues=partition",
            (
                "tests/adapters/test_consistent_reads.py::"
                "test_a_read_that_decides_is_consistent[the state of a property]"
            ),
        ),
        Mutant(
            "The state of a property is read to its last page",
            f"{CODE}property_table.py",
            'if "LastEvaluatedKey" not in page:',
            'if "Items" in page:',
            "tests/adapters/properties/test_property_table.py::test_a_state_of_many_pages_is_read_to_its_end",
        ),
        Mutant(
            "A waiter with a renewed token is not dropped",
            f"{CODE}property_table.py",
            'ConditionExpression="task_token = :token",  #',
            'ConditionExpression="task_token = :token OR attribute_exists(pk)",  #',
            (
                "tests/adapters/properties/test_property_table.py::"
                "test_dropping_an_old_token_leaves_the_new_one_and_dropping_twice_is_harmless"
            ),
        ),
        Mutant(
            "A revocation marks no other publication",
            f"{CODE}property_table.py",
            "request_id = :request_id AND attribute_not_exists(revoked_at)",
            "(request_id = :request_id OR attribute_exists(pk)) AND attribute_not_exists(revoked_at)",
            "tests/adapters/properties/test_property_table.py::test_a_revocation_marks_the_publication_it_was_for",
        ),
        Mutant(
            "A replayed decision replaces no newer publication",
            f"{CODE}property_table.py",
            "attribute_not_exists(pk) OR #sequence < :sequence OR #sequence > :last",
            "attribute_not_exists(pk) OR #sequence < :sequence OR attribute_exists(pk) OR #sequence > :last",
            (
                "tests/adapters/properties/test_property_table.py::"
                "test_a_restored_publication_is_written_as_the_workflow_writes_it"
            ),
        ),
        Mutant(
            "A stored number that no decision can have bars no replayed one",
            f"{CODE}property_table.py",
            " OR #sequence > :last",
            "",
            (
                "tests/adapters/properties/test_property_table.py::"
                "test_a_stored_sequence_that_no_event_can_have_bars_no_property"
            ),
        ),
        Mutant(
            "A revocation has a number that can be published, whatever is stored",
            f"{CODE}status_items.py",
            'min(values["sequence"], DECISION_SEQUENCE_MAX - 1)',
            'values["sequence"]',
            (
                "tests/adapters/properties/test_property_table.py::"
                "test_a_stored_sequence_that_no_event_can_have_bars_no_property"
            ),
        ),
        Mutant(
            "Two writers of a fact do not overwrite each other",
            f"{CODE}property_table.py",
            '("as_of", "contract_status", "sequence")',
            '("contract_status",)',
            (
                "tests/adapters/properties/test_property_table.py::"
                "test_a_fact_that_another_writer_has_replaced_is_not_overwritten"
            ),
        ),
        Mutant(
            "Of two first facts about a property one is written",
            f"{CODE}property_table.py",
            '{"ConditionExpression": "attribute_not_exists(pk)"}',
            '{"ConditionExpression": "attribute_not_exists(pk) OR attribute_exists(pk)"}',
            (
                "tests/adapters/properties/test_property_table.py::"
                "test_a_fact_that_another_writer_has_replaced_is_not_overwritten"
            ),
        ),
        Mutant(
            "A request belongs to its first execution",
            f"{CODE}request_table.py",
            "attribute_not_exists(pk) OR execution_id = :execution_id",
            "attribute_not_exists(pk) OR execution_id = :execution_id OR attribute_exists(pk)",
            (
                "tests/adapters/properties/test_request_table.py::"
                "test_a_request_belongs_to_the_first_execution_that_registers_it"
            ),
        ),
        Mutant(
            "A replayed decision takes no request from its execution",
            f"{CODE}request_table.py",
            'ConditionExpression="attribute_not_exists(pk)",',
            'ConditionExpression="attribute_not_exists(pk) OR attribute_exists(pk)",',
            "tests/adapters/properties/test_request_table.py::test_a_restored_request_belongs_to_no_execution",
        ),
        Mutant(
            "Whether a request was answered is read as last written",
            f"{CODE}request_table.py",
            "Key=request_key(request_id), ConsistentRead=True",
            "Key=request_key(request_id)",
            (
                "tests/adapters/test_consistent_reads.py::"
                "test_a_read_that_decides_is_consistent[whether a request was answered]"
            ),
        ),
        Mutant(
            "Unprocessed verdicts are asked for again",
            f"{CODE}request_table.py",
            'wanted = answer.get("UnprocessedKeys", {})',
            "wanted = {}",
            "tests/adapters/properties/test_request_table.py::test_unprocessed_keys_are_requested_again",
        ),
        Mutant(
            "Unprocessed verdicts are written again",
            f"{CODE}request_table.py",
            'wanted = answer.get("UnprocessedItems", {})',
            "wanted = {}",
            "tests/adapters/properties/test_request_table.py::test_a_store_that_processes_no_key_is_unavailable",
        ),
        Mutant(
            "A waiting state that cannot be read hides no other",
            f"{CODE}status_items.py",
            "except (AttributeError, KeyError, TypeError, ValueError):\n        return None",
            "except ZeroDivisionError:\n        return None",
            "tests/adapters/properties/test_waiter_index.py::test_a_state_that_cannot_be_read_is_none",
        ),
        Mutant(
            "Unprocessed keys of waiters are asked for again",
            f"{CODE}waiter_index.py",
            'wanted = answer.get("UnprocessedKeys", {})',
            "wanted = {}",
            "tests/adapters/properties/test_waiter_index.py::test_unprocessed_keys_are_asked_for_again",
        ),
        Mutant(
            "A property on two pages of a reconciliation is read whole",
            f"{CODE}property_scan.py",
            "cut = {property_id for property_id, _ in (found[:1] + found[-1:])}",
            "cut: set[object] = set()",
            (
                "tests/adapters/properties/test_property_scan.py::"
                "test_a_property_that_a_page_may_have_cut_is_read_when_it_is_looked_at"
            ),
        ),
    ),
    (
        Equivalent(
            "A waiter is read without its contract's consistency",
            "unicorn_properties/src/properties_service/adapters/waiter_index.py",
            "a round only chooses the properties that are synced; each is then read consistently",
        ),
    ),
)
