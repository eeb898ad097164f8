"""What everybody can reach without signing in: published cards and photos, and nothing that is only an agent's."""

from fnmatch import fnmatchcase

import pytest

from tests.infra.deployed import Place, deployed
from tests.infra.grants import grants
from tests.infra.stacks import STACKS, as_list, properties, target

PROD = Place(stage="prod", kind="prod")
CUSTOMERS = "WebSearchApi"  # the function behind the public routes
READS = {"dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"}
OF_AGENTS = ("by_agent", "by_status")  # indexes of listings that nobody approved


def test_the_customers_function_reads_and_writes_nothing() -> None:
    actions = {grant.action for grant in grants("prod") if grant.function == CUSTOMERS}
    assert actions == READS


def test_the_customers_function_lists_nothing_that_is_an_agents() -> None:
    listed = {grant.resource for grant in grants("prod") if grant.function == CUSTOMERS and "Query" in grant.action}
    assert not [index for index in listed if index.endswith(OF_AGENTS)]


def test_in_the_table_itself_the_customers_function_lists_places_alone() -> None:
    """A partition of a property holds its listing beside its cards."""
    role = target(properties("unicorn_web", CUSTOMERS)["Role"])
    for policy in properties("unicorn_web", str(role))["Policies"]:
        for statement in policy["PolicyDocument"]["Statement"]:
            if "dynamodb:Query" in as_list(statement["Action"]) and "WebListingsTable" in map(
                target, as_list(statement["Resource"])
            ):
                keys = statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
                assert all(key.startswith("PLACES") for key in keys)


@pytest.mark.parametrize("folder", STACKS)
def test_no_policy_lets_the_cdn_or_the_public_read_an_upload(folder: str) -> None:
    for resource in deployed(folder, PROD)["Resources"].values():
        if resource["Type"] == "AWS::S3::BucketPolicy":
            bucket = resource["Properties"]["Bucket"].removesuffix(">")  # <stack/Name>, and its ARN is <stack/Name.Arn>
            upload = f"{bucket}.Arn>/incoming/usa/anytown/main-street/111/1"
            allowed = (
                pattern
                for statement in as_list(resource["Properties"]["PolicyDocument"]["Statement"])
                if statement["Effect"] == "Allow" and bucket.endswith("ImagesBucket")
                for pattern in as_list(statement["Resource"])
            )
            assert not [pattern for pattern in allowed if fnmatchcase(upload, pattern)]
