"""What a context does before anything else, so that a function's first answer comes sooner."""

import gc
import sys
from types import ModuleType

PLUGINS = "pydantic.plugin._loader"  # what pydantic asks for plugins when it builds its first model


def prepare() -> None:
    """Put off what a cold start pays for and never uses.

    - It makes 100,000 objects and no garbage; looking for some after every 2,000 was a tenth of it.
    - pydantic looks for plugins in the metadata of every installed package, and there are none: the modules that read
      them were a tenth of it. pydantic's own switch, PYDANTIC_DISABLE_PLUGINS, imports them all the same.
    """
    gc.set_threshold(200_000)
    none = ModuleType(PLUGINS)
    none.get_plugins = tuple  # type: ignore[attr-defined]  # called, it is empty
    sys.modules.setdefault(PLUGINS, none)
