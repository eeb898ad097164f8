"""Safeguards: contracts: who may change what."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_contracts/src/contracts_service/"

AREA = Area(
    "Contracts: who may change what",
    (
        Mutant(
            "An agent changes no other agent's contract",
            f"{CODE}domain/contract.py",
            "if agent != contract.drafted_by and not is_admin:",
            "if agent == '' and not is_admin:",
            "tests/unit/contracts/test_ownership.py::test_another_agent_may_neither_cancel_nor_amend_a_contract",
        ),
        Mutant(
            "A contract moves only as the table of moves allows",
            f"{CODE}domain/contract.py",
            "if to not in MOVES[contract.status]:",
            "if to not in MOVES:",
            "tests/unit/contracts/test_contract_life_cycle.py::test_only_moves_of_the_table_are_made",
        ),
        Mutant(
            "A contract does not expire before its last day is over",
            f"{CODE}domain/contract.py",
            "if to is ContractStatus.EXPIRED and not is_over(contract, at):",
            "if to is ContractStatus.EXPIRED and not at:",
            "tests/unit/contracts/test_contract_life_cycle.py::test_a_contract_does_not_expire_on_its_last_day",
        ),
        Mutant(
            "A contract whose last day is over cannot be approved",
            f"{CODE}domain/contract.py",
            "if to is ContractStatus.APPROVED and is_over(contract, at):",
            "if to is ContractStatus.APPROVED and not at:",
            (
                "tests/unit/contracts/test_contract_life_cycle.py::"
                "test_a_contract_whose_last_day_is_over_cannot_be_approved"
            ),
        ),
        Mutant(
            "A repeated move keeps the first moment",
            f"{CODE}domain/contract.py",
            "    if contract.status is to:\n        return contract\n",
            "",
            "tests/unit/contracts/test_contract_life_cycle.py::test_moving_to_where_it_is_keeps_the_first_moment",
        ),
        Mutant(
            "The terms of an ended contract do not change",
            f"{CODE}domain/contract.py",
            "if not contract.is_active:",
            "if not contract:",
            ("tests/unit/contracts/test_contract_life_cycle.py::test_the_terms_of_an_ended_contract_cannot_be_amended"),
        ),
        Mutant(
            "No contract is agreed for a day that is over",
            f"{CODE}domain/contract.py",
            "    if expires_on is not None and expires_on < at.date():\n        raise",
            "    if expires_on is None:\n        return None\n    if not at:\n        raise",
            "tests/unit/contracts/test_contract_life_cycle.py::test_a_last_day_that_is_over_cannot_be_agreed",
        ),
        Mutant(
            "A contract holds on its last day",
            f"{CODE}domain/contract.py",
            "return contract.expires_on is not None and contract.expires_on < at.date()",
            "return contract.expires_on is not None and contract.expires_on <= at.date()",
            "tests/unit/contracts/test_contract_life_cycle.py::test_a_contract_does_not_expire_on_its_last_day",
        ),
        Mutant(
            "A change that was made from an older version is refused",
            f"{CODE}use_cases.py",
            "if if_version is not None and before.version not in if_version:",
            "if before.version is None:",
            "tests/unit/contracts/test_contracts_api.py::test_a_change_needs_the_version_it_was_made_from",
        ),
        Mutant(
            "Every change of a contract has a version of its own",
            f"{CODE}use_cases.py",
            "version=before.version + 1)",
            "version=before.version)",
            "tests/unit/contracts/test_contracts_api.py::test_a_change_needs_the_version_it_was_made_from",
        ),
        Mutant(
            "Only a changed status is published",
            f"{CODE}use_cases.py",
            "status_changed=after.status is not before.status)",
            "status_changed=True)",
            "tests/unit/contracts/test_use_cases.py::test_only_a_changed_status_is_a_fact_to_publish",
        ),
        Mutant(
            "A contract that fails keeps no other from expiring",
            f"{CODE}use_cases.py",
            "except Exception as error:  # whatever it is",
            "except ZeroDivisionError as error:  # whatever it is",
            (
                "tests/unit/contracts/test_use_cases.py::"
                "test_a_contract_that_fails_does_not_keep_the_others_from_expiring"
            ),
        ),
        Mutant(
            "An agent moves no other agent's contract",
            f"{CODE}use_cases.py",
            (
                "    before = contracts.active(property_id)\n"
                "    rules.check_owner(before, call.origin.agent, is_admin=call.is_admin)\n"
            ),
            "    before = contracts.active(property_id)\n",
            "tests/unit/contracts/test_ownership.py::test_another_agent_may_neither_cancel_nor_amend_a_contract",
        ),
        Mutant(
            "An agent amends no other agent's contract",
            f"{CODE}use_cases.py",
            (
                "    before = contracts.get(contract_id)\n"
                "    rules.check_owner(before, call.origin.agent, is_admin=call.is_admin)\n"
            ),
            "    before = contracts.get(contract_id)\n",
            "tests/unit/contracts/test_ownership.py::test_another_agent_may_neither_cancel_nor_amend_a_contract",
        ),
        Mutant(
            "An id that contradicts its address drafts nothing",
            f"{CODE}use_cases.py",
            "property_id=id_beside(address, property_id)",
            "property_id=id_beside(address, None)",
            "tests/unit/contracts/test_fields.py::test_a_field_is_rejected_by_name_or_stored_in_one_line",
        ),
        Mutant(
            "A change of a contract names the version that it was made from",
            f"{CODE}handlers/contracts_api.py",
            'if_version=required_version(request, of="contract"),',
            "if_version=None,",
            "tests/unit/contracts/test_contracts_api.py::test_a_change_needs_the_version_it_was_made_from",
        ),
        Mutant(
            "A lost race with If-Match is 412",
            f"{CODE}api/error_responses.py",
            ", if_conditional=HTTPStatus.PRECONDITION_FAILED",
            "",
            "tests/unit/contracts/test_contracts_api.py::test_a_change_needs_the_version_it_was_made_from",
        ),
        Mutant(
            "A page of contracts is at most 100",
            f"{CODE}api/queries.py",
            "Field(ge=1, le=100)",
            "Field(ge=1, le=100_000)",
            "tests/unit/contracts/test_contracts_api.py::test_a_query_that_cannot_be_answered_names_its_field",
        ),
        Mutant(
            "A date with a time is no last day",
            f"{CODE}api/fields.py",
            "or not _DATE.fullmatch(given)",
            "or not given",
            "tests/unit/contracts/test_changes.py::test_only_a_date_is_a_last_day",
        ),
    ),
)
