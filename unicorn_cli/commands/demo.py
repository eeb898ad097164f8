"""`unicorn seed` and `unicorn story`: demo data, and the whole business once."""

import typer

from demo.catalogue import HOUSES
from demo.seed import seed as seed_listings
from demo.story import STEPS, run_story
from unicorn_cli.commands.stage import access_to, cloud_of, passwords_for_seeding
from unicorn_cli.local.contract_expiry import expire_contracts
from unicorn_cli.stages import accounts
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.cloud import LOCAL
from unicorn_cli.stages.kind import PROD
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.terminal.options import AsJson, Stage, messages
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.show import show_json
from unicorn_cli.terminal.steps import Steps

demo = typer.Typer()


@demo.command()
def seed(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Create the demo accounts and the twelve demo listings that are missing."""
    _check_not_prod(stage)
    cloud = cloud_of(stage)
    outputs = outputs_of(cloud)
    _check_not_prod(outputs.get("StageKind", ""))
    passwords = passwords_for_seeding(cloud, outputs)
    accounts.seed(cloud, outputs, passwords)
    with Steps(messages) as steps:
        seed_listings(Access.to(cloud, passwords), steps)
        if cloud.is_local:
            with steps.step("Expire contracts"):
                expire_contracts(cloud)
    if as_json:
        show_json({"listings": [house.address.property_id for house in HOUSES]})


@demo.command()
def story(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Run the story step by step over the public APIs; exits with 0 only if every step succeeds."""
    access = access_to(stage)
    with Steps(messages) as steps:
        run_story(access, steps)
    if as_json:
        show_json({"steps": [title for title, _ in STEPS]})


def _check_not_prod(kind: str) -> None:
    if kind == PROD:
        raise Problem("Demo listings do not belong in production", "Use a stage of kind dev, or a local system")
