"""Safeguards: the tour: it shows what it says, and leaves nothing behind."""

from tests.mutants.mutant import Area, Mutant

RUN = "tests/unit/cli/tour/test_run.py"
EXPERIMENTS = "tests/unit/cli/tour/test_experiments.py"

AREA = Area(
    "The tour: it shows what it says, and leaves nothing behind",
    (
        Mutant(
            "A step of the tour that does not show what its page says fails",
            "unicorn_cli/tour/run.py",
            "if missing := part.missing_in(output):",
            "if missing := part.missing_in('\\n'.join(part.shown)):",
            f"{RUN}::test_a_line_that_is_not_shown_is_a_problem_and_the_last_block_is_run",
        ),
        Mutant(
            "Every command of a step has to succeed",
            "unicorn_cli/tour/run.py",
            '"-euo", "pipefail"',
            '"-uo", "pipefail"',
            f"{RUN}::test_a_command_that_fails_is_a_problem_and_the_last_block_is_run",
        ),
        Mutant(
            "A step that fails or is interrupted removes what it made",
            "unicorn_cli/tour/run.py",
            "            _run(last, console)\n        raise",
            "            pass\n        raise",
            f"{RUN}::test_an_interrupt_runs_the_last_block_too",
        ),
        Mutant(
            "The lines of a page are looked for in their order",
            "unicorn_cli/tour/pages.py",
            "lines = iter(output.splitlines())",
            "lines = output.splitlines()",
            "tests/unit/cli/tour/test_pages.py::test_lines_are_looked_for_in_their_order",
        ),
        Mutant(
            "A function that an experiment has paused runs again, however the experiment ends",
            "unicorn_cli/tour/pause.py",
            "    finally:\n",
            "    except BufferError:\n",
            f"{EXPERIMENTS}::test_a_paused_function_runs_again_however_the_block_ends",
        ),
        Mutant(
            "An experiment removes its house, however it ends",
            "unicorn_cli/tour/house.py",
            "            with suppress(UnexpectedStatus):\n                house.remove()",
            "            pass",
            f"{EXPERIMENTS}::test_a_lent_house_is_removed_however_the_experiment_ends",
        ),
    ),
)
