"""`unicorn site`: the web site alone."""

import typer

from unicorn_cli.commands import Commands
from unicorn_cli.place import here
from unicorn_cli.site import bundle

site = typer.Typer(no_args_is_help=True, help="The web site.")


@site.command()
def build() -> None:
    """Build the site's files, if anything has changed."""
    place = here()
    place.make()
    bundle.build(place, Commands())
    print(bundle.FILES)
