"""Safeguards: contracts: what is stored and published."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_contracts/src/contracts_service/"

AREA = Area(
    "Contracts: what is stored and published",
    (
        Mutant(
            "A contract is read as last written",
            f"{CODE}adapters/contract_table.py",
            "Key=contract_key(contract_id), ConsistentRead=True",
            "Key=contract_key(contract_id)",
            "tests/adapters/test_consistent_reads.py::test_a_read_that_decides_is_consistent[a contract]",
        ),
        Mutant(
            "A property's active contract is read as last written",
            f"{CODE}adapters/contract_table.py",
            "Key=head_key(property_id), ConsistentRead=True",
            "Key=head_key(property_id)",
            (
                "tests/adapters/test_consistent_reads.py::"
                "test_a_read_that_decides_is_consistent[a property's active contract]"
            ),
        ),
        Mutant(
            "A property has one active contract",
            f"{CODE}adapters/contract_table.py",
            'head_condition="attribute_not_exists(active_contract_id)"',
            'head_condition="attribute_not_exists(active_contract_id) OR attribute_exists(pk)"',
            "tests/adapters/contracts/test_contract_table.py::test_a_second_active_contract_writes_nothing",
        ),
        Mutant(
            "A change of status is written only while the contract is the property's active one",
            f"{CODE}adapters/contract_table.py",
            'head_condition="active_contract_id = :contract_id"',
            'head_condition="attribute_exists(pk)"',
            (
                "tests/adapters/contracts/test_contract_table.py::"
                "test_a_contract_that_is_not_the_propertys_active_one_changes_no_status"
            ),
        ),
        Mutant(
            "Of two changes of one version only one is written",
            f"{CODE}adapters/contract_table.py",
            '"ConditionExpression": "version = :version"',
            '"ConditionExpression": "version = :version OR attribute_exists(pk)"',
            "tests/adapters/contracts/test_contract_table.py::test_a_write_that_lost_a_race_writes_nothing",
        ),
        Mutant(
            "A list of contracts goes on behind its first page",
            f"{CODE}adapters/contract_table.py",
            'if "LastEvaluatedKey" not in page:',
            'if "Items" in page:',
            "tests/adapters/contracts/test_contract_table.py::test_lists_are_whole_and_newest_first",
        ),
        Mutant(
            "A contract that has ended makes room for the next",
            f"{CODE}adapters/contract_items.py",
            '    if contract.is_active:\n        fields["active_contract_id"]',
            '    if contract:\n        fields["active_contract_id"]',
            (
                "tests/adapters/contracts/test_contract_table.py::"
                "test_the_number_of_a_property_rises_over_all_its_contracts"
            ),
        ),
        Mutant(
            "Only active contracts are in the index of expiry",
            f"{CODE}adapters/contract_items.py",
            "if contract.is_active and contract.expires_on:",
            "if contract.expires_on:",
            "tests/adapters/contracts/test_expiry_index.py::test_only_active_contracts_that_are_over_are_found",
        ),
        Mutant(
            "A contract of an earlier version belongs to the agent who drafted it",
            f"{CODE}adapters/contract_table.py",
            "        if contract.drafted_by:\n            return contract\n        first",
            "        if contract:\n            return contract\n        first",
            (
                "tests/adapters/contracts/test_stored_items.py::"
                "test_a_stored_contract_belongs_to_the_agent_of_its_first_change"
            ),
        ),
        Mutant(
            "A write that changes no status publishes no event",
            f"{CODE}adapters/stream.py",
            '(old is not None and old["sequence"] == new["sequence"])',
            "(old is not None and not new)",
            (
                "tests/unit/contracts/test_publish_contract_changes.py::"
                "test_a_write_that_changes_no_status_publishes_nothing"
            ),
        ),
        Mutant(
            "Only a property's head is published",
            f"{CODE}adapters/stream.py",
            'new is None or new["sk"]["S"] != HEAD or',
            "new is None or",
            "tests/unit/contracts/test_publish_contract_changes.py::test_a_record_of_another_item_publishes_nothing",
        ),
        Mutant(
            "A contract that cannot be read hides no other from the clock",
            f"{CODE}adapters/expiry_index.py",
            "except (KeyError, TypeError, ValueError):\n        return None",
            "except ZeroDivisionError:\n        return None",
            "tests/adapters/contracts/test_expiry_index.py::test_a_contract_that_cannot_be_read_hides_no_other",
        ),
        Mutant(
            "A late clock never turns an expiry back",
            f"{CODE}handlers/expire_contracts.py",
            'now=max(call.now, datetime.fromisoformat(event["time"]))',
            'now=datetime.fromisoformat(event["time"])',
            (
                "tests/unit/contracts/test_contracts_api.py::"
                "test_a_schedule_that_is_delivered_late_never_turns_a_contract_back"
            ),
        ),
        Mutant(
            "A run in which contracts failed is a failed run",
            f"{CODE}handlers/expire_contracts.py",
            "    if expiry.failed:\n        raise",
            "    if not expiry:\n        raise",
            (
                "tests/unit/contracts/test_contracts_api.py::"
                "test_a_run_of_the_clock_in_which_a_contract_failed_is_repeated"
            ),
        ),
    ),
)
