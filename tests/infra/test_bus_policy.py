"""Who may speak on the bus in whose name: the bus's own policy, judged as IAM judges it."""

import pytest

from events.tools.routes import publishers
from tests.infra.stacks import CONTEXTS, STACKS, Resource, as_list, pattern, resources, target

SOURCES = {folder: folder.replace("_", ".") for folder in CONTEXTS}
ROLES = [(folder, name) for folder in STACKS for name in resources(folder, "AWS::IAM::Role")]
PUBLISHERS = {(f"unicorn_{p.context}", f"{p.name}Role"): p.source for p in publishers()}
POLICIES = [(folder, found) for folder in STACKS for found in resources(folder, "AWS::Events::EventBusPolicy").values()]
REPLAY = (".", "ReplayRole")  # puts back what was published before: by `unicorn replay`, and marked
STRANGERS = ["unicorn.site", "unicorn.contracts.v2", "unicorn", "UNICORN.WEB", "aws.s3", "com.example"]


def denies(folder: str, policy: Resource, role: tuple[str, str], source: str) -> bool:
    """Whether a policy refuses a role's entry under a source: a deny holds where all its conditions do."""
    statement = policy["Properties"]["Statement"]
    assert (statement["Effect"], statement["Principal"], statement["Action"]) == ("Deny", "*", "events:PutEvents")
    held = {
        "ForAnyValue:StringEquals": lambda given: source in as_list(given["events:source"]),
        "ForAnyValue:StringNotEquals": lambda given: source not in as_list(given["events:source"]),
        "ArnNotEquals": lambda given: role not in {meant(folder, arn) for arn in given["aws:PrincipalArn"]},
    }
    return all(held[operator](given) for operator, given in statement["Condition"].items())


def meant(folder: str, arn: object) -> tuple[str, str | None]:
    """Return the role that an ARN is of: one of the stack's own, or the root's that Parameter Store names."""
    return REPLAY if pattern(arn) == "{{resolve:ssm:/unicorn/${Stage}/replay-role-arn}}" else (folder, target(arn))


def may(role: tuple[str, str], source: str) -> bool:
    return not any(denies(folder, policy, role, source) for folder, policy in POLICIES)


# trap 37: any principal of the account may publish under any source: the web function could forge an approval
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role[1])
def test_a_role_speaks_in_the_name_of_its_own_context_or_not_at_all(role: tuple[str, str]) -> None:
    heard = {source for source in SOURCES.values() if may(role, source)}
    assert heard == (set(SOURCES.values()) if role == REPLAY else {PUBLISHERS[role]} if role in PUBLISHERS else set())


@pytest.mark.parametrize("source", [*SOURCES.values(), *STRANGERS])
def test_anybody_else_of_the_account_says_nothing(source: str) -> None:  # trap 37
    assert not may(("", "an administrator"), source)


@pytest.mark.parametrize("role", [*PUBLISHERS, REPLAY, ("", "an administrator")], ids=lambda role: role[1])
@pytest.mark.parametrize("source", STRANGERS)
def test_nobody_speaks_in_a_name_that_is_no_contexts(role: tuple[str, str], source: str) -> None:
    assert not may(role, source)


def test_the_web_functions_cannot_forge_an_approval() -> None:  # trap 37
    assert not [name for folder, name in ROLES if folder == "unicorn_web" and may((folder, name), "unicorn.properties")]


@pytest.mark.parametrize("folder", STACKS)
def test_each_policy_is_of_the_shared_bus_and_of_one_name_of_its_own(folder: str) -> None:
    [(_, policy)] = [found for found in POLICIES if found[0] == folder]
    assert policy["Condition"] == "IsCloud"  # the local engine keeps no such policy
    bus = policy["Properties"]["EventBusName"]
    assert pattern(bus) == "{{resolve:ssm:/unicorn/${Stage}/event-bus-name}}" or target(bus) == "EventBus"
    names = [found["Properties"]["StatementId"] for _, found in POLICIES]
    assert len(names) == len(set(names))


def test_there_are_publishers_to_look_at() -> None:
    assert set(PUBLISHERS.values()) == set(SOURCES.values())
    assert {*PUBLISHERS, REPLAY} <= set(ROLES)
