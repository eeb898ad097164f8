"""The check of schemas, samples and rules: the tree passes it, and no breaking change does."""

from pathlib import Path

import pytest

from events.tools.checks import findings
from events.tools.mutations import MUTATIONS, Copy, Mutation, try_out
from events.tools.routes import subscriptions
from events.tools.samples import readers, samples
from events.tools.schemas import published_models

CONTRACTS = "unicorn_contracts/src/contracts_service/events.py"
SAMPLE = "events/samples/unicorn.contracts/ContractStatusChanged.v1.approved.json"
MUTED = {  # changes that the check must find, beside the eight mutations: file, old text, new text, finding
    "a model that is not written": (
        CONTRACTS,
        "has expired.",
        "is over.",
        "does not match the models and the templates",
    ),
    "an unreadable schema": (
        "events/schemas/unicorn.contracts/ContractStatusChanged.v1.json",
        '"type": "object"',
        '"type": "thing"',
        "is not a JSON Schema",
    ),
    "a sample that disobeys": (SAMPLE, '"APPROVED"', '"BANANA"', "does not obey its schema: $.contract_status"),
    "a sample of another event": (SAMPLE, '"detail-type": "C', '"detail-type": "D', "another source or detail type"),
    "a reader that cannot read": (
        "unicorn_properties/src/properties_service/inbound/contract_status_changed.py",
        "    contract_status: ContractStatus\n",
        "    contract_state: ContractStatus\n",
        "contract_status_changed.py: ContractStatusChanged cannot read events/samples/unicorn.contracts/",
    ),
    "a rule without a reader": (
        "unicorn_properties/src/properties_service/inbound/contract_status_changed.py",
        "class ContractStatusChanged(",
        "class ContractChanged(",
        "PropertiesContractStatusRule matches ContractStatusChanged of unicorn.contracts, but the context has no",
    ),
    "an event without a consumer": (
        "unicorn_web/template.yaml",
        "detail-type: [PublicationEvaluationCompleted, PublicationRevoked, ",
        "detail-type: [PublicationEvaluationCompleted, ",
        "PublicationRevoked.v1.json: has no consumer",
    ),
    "an event that the README does not list": (
        "events/README.md",
        "| `PublicationRevoked` |",
        "| PublicationRevoked |",
        "events/README.md: does not list PublicationRevoked, version 1. Fix: add a row",
    ),
    "a registry entry that lags behind": (
        "unicorn_contracts/template.yaml",
        "A contract was drafted, approved, closed",
        "A contract was drafted, approved, opened",
        "unicorn_contracts/template.yaml: does not match the models and the templates. Fix: run `make events`",
    ),
    "a page that lags behind": (
        "docs/events/index.html",
        "Version 1",
        "Version 2",
        "docs/events/index.html: does not match",
    ),
}


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_schemas_samples_and_rules_agree() -> None:
    assert [str(finding) for finding in findings()] == []


@pytest.mark.slow
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_breaking_change_is_found_with_its_file_and_fix(mutation: Mutation) -> None:
    assert ". Fix: " in try_out(mutation)


@pytest.mark.slow
@pytest.mark.parametrize("name", MUTED)
def test_a_fault_is_found(copy: Copy, name: str) -> None:
    file, old, new, finding = MUTED[name]
    copy.change(file, lambda text: text.replace(old, new))
    checked = copy.run("check")
    assert checked.returncode == 1
    assert finding in checked.stderr
    assert all(". Fix: " in line for line in checked.stderr.splitlines())


@pytest.mark.slow
def test_a_misnamed_sample_is_found(copy: Copy) -> None:
    (copy.folder / SAMPLE).rename(copy.folder / "events/samples/unicorn.contracts/approved.json")
    assert "events/samples/unicorn.contracts/approved.json: call it <event>.v<N>" in copy.run("check").stderr


@pytest.mark.slow
def test_an_optional_field_may_be_added(copy: Copy) -> None:
    copy.change(CONTRACTS, lambda text: text + "    agent: str | None = None\n")
    copy.run("write").check_returncode()
    checked = copy.run("check")
    assert checked.returncode == 0, checked.stderr


@pytest.mark.slow
def test_the_baseline_rejects_a_breaking_change(copy: Copy) -> None:
    copy.change(CONTRACTS, lambda text: text.replace("    contract_id: UUID\n", ""))
    copy.run("write").check_returncode()
    assert copy.run("baseline").returncode == 1
    copy.change(CONTRACTS, lambda text: text + "    contract_id: UUID\n    agent: str | None = None\n")
    copy.run("write").check_returncode()
    assert copy.run("baseline").returncode == 0
    copy.change(CONTRACTS, lambda text: text.replace("    agent: str | None = None\n", ""))
    copy.run("write").check_returncode()
    assert "`agent` was removed" in copy.run("check").stderr


def test_every_sample_has_a_consumer_or_is_sent_to_people() -> None:
    assert published_models()
    sent = {
        name
        for subscription in subscriptions()
        if subscription.does == "notifies"
        for name in subscription.detail_types
    }
    assert sent == {"EnquiryReceived", "EnquiryClosed", "ViewingBooked", "ViewingCancelled"}
    names = {sample.detail_type for sample in samples()} - sent
    assert [name for name in sorted(names) if not readers(name)] == []
