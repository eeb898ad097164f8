"""The options that several commands take, and the two consoles that all commands print to."""

from typing import Annotated

import typer
from rich.console import Console

output = Console(soft_wrap=True, highlight=False)
messages = Console(stderr=True, soft_wrap=True, highlight=False)

Stage = Annotated[str, typer.Option(help="local; or the name of a stage on AWS, with your own credentials")]
Agent = Annotated[str, typer.Option(help="agent1, agent2 or admin1")]
OneProperty = Annotated[
    str | None, typer.Option("--property", metavar="ID", help="only this property: country/city/street/number")
]
AsJson = Annotated[bool, typer.Option("--json", help="print JSON")]
Region = Annotated[
    str | None, typer.Option(help="default: AWS_REGION, AWS_DEFAULT_REGION or the profile's", show_default=False)
]
Yes = Annotated[bool, typer.Option("--yes", help="do not ask for confirmation")]
