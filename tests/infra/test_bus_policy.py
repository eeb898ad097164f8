"""Who may publish under which source: the policy of the bus, evaluated as IAM evaluates it."""

import pytest

from events.tools.routes import publishers
from tests.infra.stacks import CONTEXTS, LOCAL_STACKS, STACKS, Resource, as_list, pattern, resources, target

SOURCES = {folder: folder.replace("_", ".") for folder in CONTEXTS}
ROLES = [(folder, name) for folder in STACKS for name in resources(folder, "AWS::IAM::Role")]
PUBLISHERS = {(f"unicorn_{p.context}", f"{p.name}Role"): p.source for p in publishers()}
POLICIES = [(folder, found) for folder in STACKS for found in resources(folder, "AWS::Events::EventBusPolicy").values()]
REPLAY = (".", "ReplayRole")  # replays archived events, marked: `unicorn replay`
STRANGERS = ["unicorn.site", "unicorn.contracts.v2", "unicorn", "UNICORN.WEB", "aws.s3", "com.example"]


def denies(folder: str, policy: Resource, role: tuple[str, str], source: str) -> bool:
    """Whether a policy denies a role's entry under a source: a deny applies if all its conditions are true."""
    statement = policy["Properties"]["Statement"]
    assert (statement["Effect"], statement["Principal"], statement["Action"]) == ("Deny", "*", "events:PutEvents")
    held = {
        "ForAnyValue:StringEquals": lambda given: source in as_list(given["events:source"]),
        "ForAnyValue:StringNotEquals": lambda given: source not in as_list(given["events:source"]),
        "ArnNotEquals": lambda given: role not in {meant(folder, arn) for arn in given["aws:PrincipalArn"]},
    }
    return all(held[operator](given) for operator, given in statement["Condition"].items())


def meant(folder: str, arn: object) -> tuple[str, str | None]:
    """Return the role of an ARN: one of the stack's own, or the root's from Parameter Store."""
    return REPLAY if pattern(arn) == "{{resolve:ssm:/unicorn/${Stage}/replay-role-arn}}" else (folder, target(arn))


def may(role: tuple[str, str], source: str) -> bool:
    return not any(denies(folder, policy, role, source) for folder, policy in POLICIES)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role[1])
def test_only_a_contexts_publishers_and_the_replay_role_may_use_its_source(role: tuple[str, str]) -> None:
    allowed = {source for source in SOURCES.values() if may(role, source)}
    assert allowed == (set(SOURCES.values()) if role == REPLAY else {PUBLISHERS[role]} if role in PUBLISHERS else set())


@pytest.mark.parametrize("source", [*SOURCES.values(), *STRANGERS])
def test_another_role_of_the_account_may_use_no_source(source: str) -> None:
    assert not may(("", "an administrator"), source)


@pytest.mark.parametrize("role", [*PUBLISHERS, REPLAY, ("", "an administrator")], ids=lambda role: role[1])
@pytest.mark.parametrize("source", STRANGERS)
def test_no_role_may_use_a_source_that_is_no_contexts(role: tuple[str, str], source: str) -> None:
    assert not may(role, source)


def test_the_web_functions_cannot_forge_an_approval() -> None:
    assert not [name for folder, name in ROLES if folder == "unicorn_web" and may((folder, name), "unicorn.properties")]


@pytest.mark.parametrize("folder", LOCAL_STACKS)
def test_each_policy_is_on_the_shared_bus_and_has_its_own_statement_id(folder: str) -> None:
    [(_, policy)] = [found for found in POLICIES if found[0] == folder]
    assert policy["Condition"] == "IsCloud"  # the local engine does not enforce such a policy
    bus = policy["Properties"]["EventBusName"]
    assert pattern(bus) == "{{resolve:ssm:/unicorn/${Stage}/event-bus-name}}" or target(bus) == "EventBus"
    names = [pattern(found["Properties"]["StatementId"]) for _, found in POLICIES]
    assert len(names) == len(set(names))


def test_the_templates_have_publishers() -> None:
    assert set(PUBLISHERS.values()) == set(SOURCES.values())
    assert {*PUBLISHERS, REPLAY} <= set(ROLES)


def test_an_event_under_another_source_is_a_dead_letter_where_nobody_is_woken() -> None:
    """The policy refuses such events on AWS; the local engine has no policy."""
    [rule] = [
        found["Properties"]
        for folder in CONTEXTS
        for found in resources(folder, "AWS::Events::Rule").values()
        if "anything-but" in str(found["Properties"].get("EventPattern"))
    ]
    assert rule["EventPattern"] == {"source": [{"anything-but": sorted(SOURCES.values())}]}
    assert rule["State"] == {"Fn::If": ["IsProd", "DISABLED", "ENABLED"]}
    [given] = rule["Targets"]
    assert target(given["Arn"]) == target(given["DeadLetterConfig"]["Arn"])
