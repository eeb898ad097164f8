"""A breaking change made as events/README.md describes: an invented second version beside the first."""

import json
from pathlib import Path

import pytest

from events.tools.mutations import Copy

pytestmark = pytest.mark.slow

CONTRACTS = "unicorn_contracts/src/contracts_service/events.py"
INBOUND = "unicorn_properties/src/properties_service/inbound/contract_status_changed.py"
TEMPLATE = "unicorn_properties/template.yaml"
SAMPLES = "events/samples/unicorn.contracts"
V1 = "events/schemas/unicorn.contracts/ContractStatusChanged.v1.json"
V2 = "events/schemas/unicorn.contracts/ContractStatusChanged.v2.json"
PUBLISHER = '''
from typing import Literal


class MetadataV2(Metadata):
    schema_version: Literal[2] = 2


class ContractStatusChangedV2(BaseModel):
    """A contract's status changed; `changed_by` is the agent who changed it."""

    model_config = EVENT
    source: ClassVar[str] = "unicorn.contracts"

    metadata: MetadataV2
    property_id: PropertyId
    contract: UUID
    status: ContractStatus
    changed_by: str
'''
READER = '''

from typing import Literal


class MetadataV2(Metadata):
    schema_version: Literal[2]


class ContractStatusChangedV2(BaseModel):
    """From unicorn.contracts."""

    model_config = TOLERANT

    metadata: MetadataV2
    property_id: PropertyId
    contract: str
    status: ContractStatus
'''
ROW = (
    "| `ContractStatusChangedV2` | `unicorn.contracts` | Properties | 2 | the same, and by whom | only what changed |\n"
)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """Return a tree in which a second version of ContractStatusChanged is published beside the first."""
    copy = Copy(tmp_path)
    copy.change(CONTRACTS, lambda text: text + PUBLISHER)
    copy.change(INBOUND, lambda text: text + READER)
    copy.change(
        TEMPLATE,
        lambda text: text.replace("[ContractStatusChanged]", "[ContractStatusChanged, ContractStatusChangedV2]"),
    )
    copy.change(
        "events/README.md",
        lambda text: text.replace("| `PublicationApprovalRequested`", f"{ROW}| `PublicationApprovalRequested`", 1),
    )
    sample = json.loads((copy.folder / SAMPLES / "ContractStatusChanged.v1.approved.json").read_text())
    sample["detail-type"] = "ContractStatusChangedV2"
    detail = sample["detail"]
    detail["metadata"]["schema_version"] = 2
    detail |= {"contract": detail.pop("contract_id"), "status": detail.pop("contract_status"), "changed_by": "agent1"}
    (copy.folder / SAMPLES / "ContractStatusChanged.v2.approved.json").write_text(json.dumps(sample))
    copy.run("write").check_returncode()
    return copy


def test_two_versions_are_published_and_read_side_by_side(copy: Copy) -> None:
    checked = copy.run("check")
    assert checked.returncode == 0, checked.stderr
    assert (copy.folder / V1).exists()
    assert json.loads((copy.folder / V2).read_text())["title"] == "ContractStatusChangedV2"
    document = json.loads((copy.folder / "docs/events/asyncapi.json").read_text())
    assert set(document["channels"]["ContractStatusChanged"]["messages"]) == {"v1", "v2"}
    readers = [name for name in document["operations"] if name.startswith("unicorn.properties.reads.Contract")]
    assert readers == [f"unicorn.properties.reads.ContractStatusChanged{version}" for version in ("", "V2")]
    template = (copy.folder / "unicorn_contracts/template.yaml").read_text()
    for name in ("ContractStatusChanged", "ContractStatusChangedV2"):
        assert f"SchemaName: unicorn.contracts@{name}\n" in template


def test_the_second_versions_consumer_is_checked_too(copy: Copy) -> None:
    copy.change(INBOUND, lambda text: text.replace("    contract: str\n", "    contract: int\n"))
    assert "ContractStatusChangedV2 cannot read events/samples" in copy.run("check").stderr


def test_the_first_version_can_be_removed_once_it_is_in_retired_txt(copy: Copy) -> None:
    copy.change(CONTRACTS, lambda text: text.replace("class ContractStatusChanged(", "class _Retired("))
    copy.change(CONTRACTS, lambda text: text.replace('    source: ClassVar[str] = "unicorn.contracts"\n', "", 1))
    copy.change(TEMPLATE, lambda text: text.replace("[ContractStatusChanged, ", "["))
    copy.change("events/README.md", lambda text: text.replace("| `ContractStatusChanged` |", "| was |"))
    (copy.folder / V1).unlink()
    for sample in (copy.folder / SAMPLES).glob("*.v1.*"):
        sample.unlink()
    copy.run("write").check_returncode()
    assert f"{V1}: is no longer published" in copy.run("check").stderr
    (copy.folder / "events/retired.txt").write_text("unicorn.contracts/ContractStatusChanged.v1\n")
    checked = copy.run("check")
    assert checked.returncode == 0, checked.stderr


def test_a_version_and_its_class_agree(copy: Copy) -> None:
    copy.change(CONTRACTS, lambda text: text.replace("Literal[2] = 2", "Literal[3] = 3"))
    assert (
        "is of the class ContractStatusChangedV2. Fix: call the class ContractStatusChangedV3"
        in copy.run("check").stderr
    )
