"""What customers write stands in tables of its own: without a stream, without backups, and gone in time."""

import pytest

from tests.infra.stacks import properties, target
from tests.infra.stages import KINDS, at_stage

FACTS = {"WebEnquiriesApi": "ENQUIRY#*", "WebViewingsApi": "VIEWING#*"}


@pytest.mark.parametrize("name", ["WebEnquiriesTable", "WebViewingsTable", "WebAlertsTable"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_table_has_no_stream_and_no_backups_and_deletes_what_expires(kind: str, name: str) -> None:
    table = at_stage("unicorn_web", kind)["Resources"][name]["Properties"]
    assert "StreamSpecification" not in table
    assert "PointInTimeRecoverySpecification" not in table
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}


@pytest.mark.parametrize(("function", "keys"), FACTS.items())
def test_the_customers_functions_write_nothing_but_facts_into_the_listings_table(function: str, keys: str) -> None:
    role = target(properties("unicorn_web", function)["Role"])
    policies = properties("unicorn_web", str(role))["Policies"]
    statements = [one for policy in policies for one in policy["PolicyDocument"]["Statement"]]
    writes = [one for one in statements if "WebListingsTable" in str(one["Resource"]) and "Put" in str(one["Action"])]
    assert [one["Condition"] for one in writes] == [{"ForAllValues:StringLike": {"dynamodb:LeadingKeys": [keys]}}]
    others = [one for one in statements if "WebListingsTable" in str(one["Resource"]) and one not in writes]
    assert [one["Action"] for one in others] == [["dynamodb:GetItem", "dynamodb:ConditionCheckItem"]]


def test_facts_expire_in_the_listings_table_too() -> None:
    table = properties("unicorn_web", "WebListingsTable")
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
