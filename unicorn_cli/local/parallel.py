"""Run several tasks in parallel, and stop them all if one fails."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed

from unicorn_cli.terminal.steps import Step


def in_parallel(
    tasks: Mapping[str, Callable[[], object]], step: Step, *, at_once: int, stop: Callable[[], None] = lambda: None
) -> None:
    """Run the tasks and advance the step after each. The first error calls `stop` and is raised."""
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        names = {pool.submit(task): name for name, task in tasks.items()}
        try:
            for future in as_completed(names):
                future.result()
                step.advance(names[future])
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            stop()
            raise
