"""A stage has any name, and a kind: the same two parameters in every stack, with the pairs that no stack accepts."""

import re
import tomllib
from typing import Any

import pytest

from tests.infra.stacks import STACKS
from tests.templates import PROJECT, template

GOOD = ["local", "dev", "prod", "ana", "pr-17", "a", "a234567890123456"]
BAD = ["", "Ana", "1st", "-a", "a_b", "a.b", "a b", "a2345678901234567", "anä"]
ACCEPTED = [("local", "local"), ("dev", "dev"), ("prod", "prod"), ("ana", "dev"), ("pr-17", "dev"), ("eu", "prod")]
REFUSED = [("local", "dev"), ("local", "prod"), ("ana", "local"), ("dev", "local")]


@pytest.mark.parametrize("folder", STACKS)
def test_every_stack_has_the_same_two_parameters_and_rules(folder: str) -> None:
    assert _of_stages(template(folder)) == _of_stages(template("."))


@pytest.mark.parametrize("stage", GOOD)
def test_a_stage_has_any_name_of_small_letters_digits_and_dashes(stage: str) -> None:
    assert re.fullmatch(_pattern(), stage)


@pytest.mark.parametrize("stage", BAD)
def test_other_names_are_refused(stage: str) -> None:
    assert not re.fullmatch(_pattern(), stage)


@pytest.mark.parametrize(("stage", "kind"), ACCEPTED)
def test_a_stage_on_aws_is_of_kind_dev_or_prod(stage: str, kind: str) -> None:
    assert not refusals(stage, kind)


@pytest.mark.parametrize(("stage", "kind"), REFUSED)
def test_stage_local_is_the_only_one_of_kind_local(stage: str, kind: str) -> None:
    assert refusals(stage, kind)


@pytest.mark.parametrize("folder", STACKS)
def test_every_environment_of_samconfig_passes_a_pair_that_is_accepted(folder: str) -> None:
    config = tomllib.loads((PROJECT / folder / "samconfig.toml").read_text())
    for name in config.keys() - {"version"}:
        given = config[name]["deploy"]["parameters"]
        values = dict(text.split("=", 1) for text in given["parameter_overrides"])
        assert not refusals(values["Stage"], values["StageKind"])
        assert values["Stage"] == ("dev" if name == "default" else name)
        assert given["stack_name"] == "-".join(["unicorn", values["Stage"], *folder.split("_")[1:]])


def refusals(stage: str, kind: str) -> list[str]:
    """Return the assertions of the template's rules that CloudFormation would fail for these two values."""
    values = {"Stage": stage, "StageKind": kind}
    return [
        assertion["AssertDescription"]
        for rule in _of_stages(template("."))[2].values()
        if _holds(rule["RuleCondition"], values)
        for assertion in rule["Assertions"]
        if not _holds(assertion["Assert"], values)
    ]


def _holds(condition: dict[str, Any], values: dict[str, str]) -> bool:
    left, right = condition["Fn::Equals"]
    return bool(values[left["Ref"]] == right)


def _pattern() -> str:
    return str(template(".")["Parameters"]["Stage"]["AllowedPattern"])


def _of_stages(found: dict[str, Any]) -> tuple[Any, ...]:
    rules = {name: rule for name, rule in found["Rules"].items() if "Stage" in name}
    return found["Parameters"]["Stage"], found["Parameters"]["StageKind"], rules
