"""The names of the stacks of a stage."""

APPLICATION = "unicorn-properties"  # the tag `application` of every stack
CONTEXTS = ("contracts", "properties", "web")
PARTS = (*CONTEXTS, "site")  # the site is on AWS only


def root_stack(stage: str) -> str:
    return f"unicorn-{stage}"


def context_stack(stage: str, context: str) -> str:
    return f"unicorn-{stage}-{context}"


def stack_names(stage: str) -> list[str]:
    """Return every stack that a stage may have; those that the root stack nests have no stack of these names."""
    return [root_stack(stage), *(context_stack(stage, part) for part in PARTS)]
