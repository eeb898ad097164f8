"""The commands `unicorn deploy` and `undeploy` fit the templates: services, parameters, samconfig, data."""

import tomllib

from tests.infra.deployed import Place, deployed
from tests.infra.stacks import STACKS
from tests.templates import PROJECT, template
from unicorn_cli.aws.account import SERVICES
from unicorn_cli.aws.leftovers import DATA, OF_THE_ACCOUNT
from unicorn_cli.aws.parameters import BY_OPTION, NEVER
from unicorn_cli.commands.aws import KINDS
from unicorn_cli.stages.names import ALLOWED

VERSION = "AWS::Lambda::Version"  # goes with its function
NO_REGION = {"CloudFront", "IAM"}
PROD = Place(stage="prod", kind="prod")


def test_every_service_of_the_templates_is_looked_for_in_the_region() -> None:
    resources = [resource for folder in STACKS for resource in deployed(folder, PROD)["Resources"].values()]
    used = {resource["Type"].split("::")[1] for resource in resources}
    assert used - NO_REGION - SERVICES.keys() == set()


def test_whatever_the_templates_keep_can_be_deleted_by_the_command() -> None:
    kept = [
        (name, resource["Type"])
        for folder in STACKS
        for name, resource in deployed(folder, PROD)["Resources"].items()
        if resource.get("DeletionPolicy", "Delete") != "Delete" and resource["Type"] != VERSION
    ]
    assert kept
    assert {name for name, kind in kept if kind not in DATA} == OF_THE_ACCOUNT


def test_the_parameters_that_the_command_gives_are_the_root_stacks() -> None:
    given = {*BY_OPTION, *NEVER, "Architecture"}
    assert given <= template(".")["Parameters"].keys()


def test_a_stage_has_the_same_names_in_the_command_as_in_the_templates() -> None:
    assert template(".")["Parameters"]["Stage"]["AllowedPattern"] == f"^{ALLOWED.pattern}$"


def test_each_kind_has_a_section_of_samconfig_with_what_the_command_leaves_to_it() -> None:
    config = tomllib.loads((PROJECT / "samconfig.toml").read_text())
    for kind in KINDS:
        section = config[kind]["deploy"]["parameters"]
        assert section["resolve_s3"]
        assert {"CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"} <= set(section["capabilities"])
