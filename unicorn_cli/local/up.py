"""Start the whole system on this machine, step by step; undo what was started if a step fails."""

import os
from functools import partial

from demo.seed import seed
from demo.story import run_story
from unicorn_cli.bus.archive import ensure_archive
from unicorn_cli.local import build, deploy, engine, engine_environment, machine, processes, snapshot, state
from unicorn_cli.local.cloud import local_cloud
from unicorn_cli.local.contract_expiry import expire_contracts
from unicorn_cli.local.environments import for_sam
from unicorn_cli.local.lock import only_one
from unicorn_cli.local.parallel import in_parallel
from unicorn_cli.local.passwords import local_passwords
from unicorn_cli.local.ports import choose_port
from unicorn_cli.local.programs import Programs
from unicorn_cli.local.state import State
from unicorn_cli.local.system import LocalSystem
from unicorn_cli.site import bundle, process
from unicorn_cli.stages import accounts
from unicorn_cli.stages.access import Access
from unicorn_cli.stages.cloud import LOCAL, Cloud
from unicorn_cli.stages.engine_address import HOST
from unicorn_cli.stages.mails import verify_sender
from unicorn_cli.stages.outputs import outputs_of
from unicorn_cli.stages.stacks import CONTEXTS, context_stack, root_stack
from unicorn_cli.terminal.interrupts import uninterrupted
from unicorn_cli.terminal.problems import Problem
from unicorn_cli.terminal.steps import Step, Steps

LOST = "The engine ended without `unicorn down`: what was created since its start is gone."
STOPPING = "Stopping what was started …"


class Up:
    """One run of `up`. `started` is true if this run started the engine."""

    def __init__(self, system: LocalSystem, steps: Steps, *, port: int | None = None) -> None:
        self._system, self._steps, self._port = system, steps, port
        self.started = False

    def run(self) -> None:
        """Run every step. Raises Problem with the name of the failed step, after stopping what this run started."""
        self._system.make()
        with only_one(self._system):
            try:
                self._prepare()
                cloud = local_cloud(self._system)
                self._build_and_deploy(cloud)
                self._serve(cloud)
                self._fill(cloud)
                run_story(self._access(cloud), self._steps)
            except BaseException:
                self._undo()
                raise

    def _end(self, programs: Programs) -> None:
        self._steps.remark("Ending the programs that still run …")
        programs.end()

    def _undo(self) -> None:
        with uninterrupted():
            if self.started:
                self._steps.remark(STOPPING)
                engine.stop(self._system)

    def _prepare(self) -> None:
        with self._steps.step("Check this machine"):
            machine.check(self._system)
        with self._steps.step("Prepare the engine"):
            if not engine_environment.is_ready(self._system):
                processes.end_all(self._system)
                engine_environment.make(self._system)
        with self._steps.step("Start the engine"):
            self._start()

    def _start(self) -> None:
        known = state.load(self._system.state)
        if known.engine and processes.alive(known.engine):
            if self._port not in {None, known.engine.port}:
                raise Problem(f"The engine already runs, on port {known.engine.port}", "Run `make stop` first")
            return
        if known.engine:
            self._steps.remark(LOST)
        engine.stop(self._system)  # after a crash, processes may be left
        known.forget_engine()
        port = choose_port(self._port, known.port, engine.DEFAULT_PORT)
        known.site_port = choose_port(None, known.site_port)
        self.started = True
        known.deployed = snapshot.restore(self._system, port)
        known.engine, known.port = engine.start(self._system, port), port
        state.save(known, self._system.state)

    def _build_and_deploy(self, cloud: Cloud) -> None:
        programs = Programs(for_sam(self._system, engine.running(self._system).port, os.environ))
        with self._steps.step("Build the packages", len(CONTEXTS) + 1) as step:
            tasks = {context: partial(self._build, context, programs) for context in CONTEXTS}
            tasks["site"] = partial(bundle.build, self._system, programs)
            in_parallel(tasks, step, at_once=len(tasks), stop=partial(self._end, programs))
        with self._steps.step("Deploy the stacks", len(CONTEXTS) + 1) as step:
            self._deploy_all(cloud, step, programs)

    def _deploy_all(self, cloud: Cloud, step: Step, programs: Programs) -> None:
        known = state.load(self._system.state)
        before = dict(known.deployed)
        try:
            self._deploy_root(known, programs)
            ensure_archive(cloud, outputs_of(cloud)["EventBusName"])
            step.advance("root")
            tasks = {context: partial(self._deploy, context, known, programs) for context in CONTEXTS}
            in_parallel(tasks, step, at_once=len(tasks), stop=partial(self._end, programs))
        finally:
            state.save(known, self._system.state)
        if self.started and known.deployed != before:
            self._take_snapshot(known)

    def _take_snapshot(self, known: State) -> None:
        port = engine.running(self._system).port
        processes.end_all(self._system, graceful=True)
        snapshot.keep(self._system, port, deployed=known.deployed)
        known.engine = engine.start(self._system, port)
        state.save(known, self._system.state)

    def _build(self, context: str, programs: Programs) -> None:
        if build.built_digest(self._system, context) != build.digest(context):
            build.build(self._system, context, programs)

    def _deploy_root(self, known: State, programs: Programs) -> None:
        stack, content = root_stack(LOCAL), build.root_digest()
        if known.deployed.get(stack) != content:
            deploy.deploy_root(self._system, programs)
            known.deployed[stack] = content

    def _deploy(self, context: str, known: State, programs: Programs) -> None:
        stack, built = context_stack(LOCAL, context), build.built_digest(self._system, context)
        content = f"{built} {known.site_port}"  # which a parameter names
        if built and known.deployed.get(stack) != content:
            deploy.deploy_context(self._system, context, programs, site=f"http://{HOST}:{known.site_port}")
            known.deployed[stack] = content

    def _serve(self, cloud: Cloud) -> None:
        with self._steps.step("Serve the web site"):
            process.serve(self._system, cloud, state.load(self._system.state).site_port)

    def _fill(self, cloud: Cloud) -> None:
        with self._steps.step("Create the accounts"):
            accounts.seed(cloud, outputs_of(cloud), local_passwords(self._system))
            verify_sender(cloud)
        known = state.load(self._system.state)
        if not known.seeded:
            seed(self._access(cloud), self._steps)
            with self._steps.step("Expire contracts"):
                expire_contracts(cloud)
            known.seeded = True
            state.save(known, self._system.state)

    def _access(self, cloud: Cloud) -> Access:
        return Access.to(cloud, local_passwords(self._system))
