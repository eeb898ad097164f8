"""Bring the whole system up on this machine, step by step; take back what was begun if a step fails."""

import os
from functools import partial

from demo.seed import seed
from demo.story import tell
from unicorn_cli.bus import archive as record
from unicorn_cli.local import build, deploy, engine, engine_environment, machine, processes, snapshot, state
from unicorn_cli.local.contract_expiry import let_the_day_pass
from unicorn_cli.local.environments import for_sam
from unicorn_cli.local.lock import only_one
from unicorn_cli.local.parallel import in_parallel
from unicorn_cli.local.ports import choose_port
from unicorn_cli.local.programs import Commands
from unicorn_cli.local.state import State
from unicorn_cli.local.system import Place
from unicorn_cli.site import bundle, process
from unicorn_cli.stages import accounts
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.cloud import LOCAL, Cloud, cloud_of
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.stages.stacks import CONTEXTS, context_stack, root_stack
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Step, Steps


class Up:
    """One run of `up`. `started` tells whether it was this run that started the engine."""

    def __init__(self, place: Place, steps: Steps, *, port: int | None = None) -> None:
        self._place, self._steps, self._port = place, steps, port
        self.started = False

    def run(self, *, story: bool = True) -> None:
        """Take every step. Raises Problem, naming the step; then nothing that this run started is left."""
        self._place.make()
        with only_one(self._place):
            try:
                self._prepare()
                cloud = cloud_of(LOCAL, self._place)
                self._build_and_deploy(cloud)
                self._serve(cloud)
                self._fill(cloud)
                if story:
                    tell(Access.to(cloud, self._place), self._steps)
            except BaseException:
                if self.started:
                    engine.stop(self._place)
                raise

    def _prepare(self) -> None:
        with self._steps.step("Check this machine"):
            machine.check(self._place)
        with self._steps.step("Prepare the engine"):
            if not engine_environment.is_ready(self._place):
                processes.end_all(self._place)
                engine_environment.make(self._place)
        with self._steps.step("Start the engine"):
            self._start()

    def _start(self) -> None:
        known = state.load(self._place.state)
        if known.engine and processes.alive(known.engine):
            if self._port not in {None, known.engine.port}:
                raise Problem(f"The engine already runs, on port {known.engine.port}", "Run `make stop` first")
            return
        engine.stop(self._place)  # what a crash may have left behind
        known.forget_engine()
        port = choose_port(self._port, known.port, engine.FAMILIAR_PORT)
        known.site_port = choose_port(None, known.site_port)
        self.started = True
        known.deployed = snapshot.restore(self._place, port, known.site_port)
        known.engine, known.port = engine.start(self._place, port), port
        state.save(known, self._place.state)

    def _build_and_deploy(self, cloud: Cloud) -> None:
        commands = Commands(for_sam(self._place, engine.running(self._place).port, os.environ))
        with self._steps.step("Build the packages", len(CONTEXTS) + 1) as step:
            works = {context: partial(self._build, context, commands) for context in CONTEXTS}
            works["site"] = partial(bundle.build, self._place, commands)
            in_parallel(works, step, at_once=len(works), stop=commands.end)
        with self._steps.step("Deploy the stacks", len(CONTEXTS) + 1) as step:
            self._deploy_all(cloud, step, commands)

    def _deploy_all(self, cloud: Cloud, step: Step, commands: Commands) -> None:
        known = state.load(self._place.state)
        before = dict(known.deployed)
        try:
            self._deploy_root(known, commands)
            record.make_sure(cloud, outputs_of(cloud)["EventBusName"])
            step.advance("root")
            works = {context: partial(self._deploy, context, known.deployed, commands) for context in CONTEXTS}
            in_parallel(works, step, at_once=len(works), stop=commands.end)
        finally:
            state.save(known, self._place.state)
        if self.started and known.deployed != before:
            self._keep_for_next_time(known)

    def _keep_for_next_time(self, known: State) -> None:
        port = engine.running(self._place).port
        processes.end_all(self._place, in_order=True)
        snapshot.keep(self._place, port, known.site_port, deployed=known.deployed)
        known.engine = engine.start(self._place, port)
        state.save(known, self._place.state)

    def _build(self, context: str, commands: Commands) -> None:
        if build.built_digest(self._place, context) != build.digest(context):
            build.build(self._place, context, commands)

    def _deploy_root(self, known: State, commands: Commands) -> None:
        site_origin = process.origin(known.site_port)
        stack, content = root_stack(LOCAL), build.root_digest(site_origin)
        if known.deployed.get(stack) != content:
            deploy.deploy_root(self._place, commands, site_origin=site_origin)
            known.deployed[stack] = content

    def _deploy(self, context: str, deployed: dict[str, str], commands: Commands) -> None:
        stack, content = context_stack(LOCAL, context), build.built_digest(self._place, context)
        if content and deployed.get(stack) != content:
            deploy.deploy_context(self._place, context, commands)
            deployed[stack] = content

    def _serve(self, cloud: Cloud) -> None:
        with self._steps.step("Serve the web site"):
            process.serve(self._place, cloud, state.load(self._place.state).site_port)

    def _fill(self, cloud: Cloud) -> None:
        with self._steps.step("Make the accounts"):
            accounts.seed(cloud, outputs_of(cloud), accounts.passwords_of(cloud, self._place))
        known = state.load(self._place.state)
        if not known.seeded:
            seed(Access.to(cloud, self._place), self._steps)
            with self._steps.step("Let a day pass"):
                let_the_day_pass(cloud)
            known.seeded = True
            state.save(known, self._place.state)
