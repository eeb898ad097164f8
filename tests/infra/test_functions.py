"""Every function of every stack: its runtime, limits, name and log."""

import re

import pytest

from tests.infra.stacks import NESTED, every, pattern, properties, resources, target

FUNCTIONS = every("AWS::Lambda::Function")
MEMORY_MAX = 1769  # MB: one whole CPU; more only costs more


@pytest.mark.parametrize(("folder", "name"), FUNCTIONS)
def test_every_function_runs_on_the_python_that_made_its_byte_code(folder: str, name: str) -> None:
    assert properties(folder, name)["Runtime"] == "python3.13"


@pytest.mark.parametrize(("folder", "name"), FUNCTIONS)
def test_every_function_sets_its_timeout_and_memory(folder: str, name: str) -> None:
    given = properties(folder, name)
    assert 0 < given["Timeout"] <= 900
    assert 128 <= given["MemorySize"] <= MEMORY_MAX


@pytest.mark.parametrize(("folder", "name"), FUNCTIONS)
def test_every_function_has_a_log_group_of_its_own_with_a_retention(folder: str, name: str) -> None:
    given = properties(folder, name)
    group = target(given["LoggingConfig"]["LogGroup"])
    assert group in resources(folder, "AWS::Logs::LogGroup")
    log = properties(folder, str(group))
    assert pattern(log["LogGroupName"]) == f"/aws/lambda/{pattern(given['FunctionName'])}"
    assert log["RetentionInDays"] > 0


@pytest.mark.parametrize(("folder", "name"), FUNCTIONS)
def test_a_function_its_module_and_its_log_have_one_name(folder: str, name: str) -> None:
    given = properties(folder, name)
    *package, module, entry = given["Handler"].split(".")
    assert entry == "handler"
    assert package[-1] in {"handlers", "stand_ins"}
    assert name == NESTED[folder] + "".join(word.title() for word in module.split("_"))
    context = folder.removeprefix("unicorn_")
    assert pattern(given["FunctionName"]) == f"unicorn-${{Stage}}-{context}-{module.replace('_', '-')}"


@pytest.mark.parametrize(("folder", "name"), FUNCTIONS)
def test_a_function_is_built_with_byte_code(folder: str, name: str) -> None:
    assert resources(folder)[name]["Metadata"]["BuildMethod"] == "makefile"


def test_every_context_and_the_site_have_functions() -> None:
    assert {folder for folder, _ in FUNCTIONS} == set(NESTED)


@pytest.mark.parametrize(("folder", "name"), every("AWS::Logs::LogGroup"))
def test_every_log_group_has_a_retention(folder: str, name: str) -> None:
    assert properties(folder, name)["RetentionInDays"] > 0


@pytest.mark.parametrize(("folder", "name"), FUNCTIONS)
def test_no_environment_variable_is_a_secret_or_a_path_of_one_machine(folder: str, name: str) -> None:
    variables = properties(folder, name).get("Environment", {}).get("Variables", {})
    plain = {key: value for key, value in variables.items() if isinstance(value, str)}
    assert not {key for key in plain if re.search(r"KEY|SECRET|TOKEN|PASSWORD", key)}
    assert not {value for value in plain.values() if "localhost" in value or value.startswith("/")}
