"""What customers write stands in one table: without a stream, without backups, and gone in time."""

import pytest

from tests.infra.stacks import properties, target
from tests.infra.stages import KINDS, at_stage


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_has_no_stream_and_no_backups_and_deletes_what_expires(kind: str) -> None:
    table = at_stage("unicorn_web", kind)["Resources"]["WebEnquiriesTable"]["Properties"]
    assert "StreamSpecification" not in table
    assert "PointInTimeRecoverySpecification" not in table
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}


def test_the_customers_function_writes_nothing_but_facts_into_the_listings_table() -> None:
    role = target(properties("unicorn_web", "WebEnquiriesApi")["Role"])
    policies = properties("unicorn_web", str(role))["Policies"]
    statements = [one for policy in policies for one in policy["PolicyDocument"]["Statement"]]
    writes = [one for one in statements if "WebListingsTable" in str(one["Resource"]) and "Put" in str(one["Action"])]
    assert [one["Condition"] for one in writes] == [
        {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["ENQUIRY#*"]}}
    ]
    others = [one for one in statements if "WebListingsTable" in str(one["Resource"]) and one not in writes]
    assert [one["Action"] for one in others] == [["dynamodb:GetItem", "dynamodb:ConditionCheckItem"]]


def test_facts_about_enquiries_expire_in_the_listings_table_too() -> None:
    table = properties("unicorn_web", "WebListingsTable")
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
