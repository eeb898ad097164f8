"""Stories on the running engine while Lambda workers are killed: nothing that was acknowledged is lost.

`make engine-faults` has 300 of them, kills any worker, and the engine too. Here only those workers die whose calls are
repeated within seconds: a queue delivers again after a minute or more.
"""

from concurrent.futures import ThreadPoolExecutor
from random import Random

from tests.engine_faults import lives
from tests.engine_faults.story import Story
from tests.engine_faults.workers import Killer
from unicorn_cli.local.system import LocalSystem

SOON_AGAIN = ("contracts-contracts-api", "web-listings-api", "web-publication-requests-api", "publish-contract-changes")


def test_nothing_acknowledged_is_lost_while_workers_are_killed(system: LocalSystem) -> None:
    killer = Killer(system, Random(1), calls=3, among=SOON_AGAIN)
    stories = [Story(cancelled=number % 2 == 0) for number in range(4)]
    with lives.apis(system, killer.called) as life, ThreadPoolExecutor(len(stories)) as crew:
        for story in stories:
            story.begin()
        for lived in [crew.submit(story.live, life) for story in stories]:
            lived.result()
    with lives.apis(system, lambda: None) as life:
        assert [missing for story in stories for missing in story.missing(life)] == []
    assert killer.killed > 0
    assert sum(story.facts for story in stories) == 4 * 5 + 2
