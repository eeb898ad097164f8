"""Do several things at once, and stop them all if one fails."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed

from unicorn_cli.terminal.steps import Step


def in_parallel(
    works: Mapping[str, Callable[[], object]], step: Step, *, at_once: int, stop: Callable[[], None] = lambda: None
) -> None:
    """Run the works, advancing the step as each is done. On the first error `stop` is called, and it is raised."""
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        names = {pool.submit(work): name for name, work in works.items()}
        try:
            for future in as_completed(names):
                future.result()
                step.advance(names[future])
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            stop()
            raise
