"""A deployed stage as its users reach it: the two APIs, and a sign-in for each agent."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

import httpx

from unicorn_cli.stages import accounts
from unicorn_cli.stages.api import Api
from unicorn_cli.stages.cloud import Cloud
from unicorn_cli.stages.outputs import outputs_of


@dataclass(frozen=True)
class Access:
    """Creates API clients. `sign_in` returns the token of an agent and is called once for each agent."""

    outputs: dict[str, str]
    sign_in: Callable[[str], str]
    transport: httpx.BaseTransport | None = None
    _tokens: dict[str, str] = field(default_factory=dict)

    @classmethod
    def to(cls, cloud: Cloud, passwords: dict[str, str]) -> Self:
        """Return the access to a stage. Raises Problem if it is not deployed."""
        outputs = outputs_of(cloud)
        return cls(outputs, lambda agent: accounts.token(cloud, outputs, agent, passwords[agent]))

    def contracts(self, agent: str) -> Api:
        return Api(self.outputs["ContractsApiUrl"], token=self.token(agent), transport=self.transport)

    def web(self, agent: str | None = None) -> Api:
        """Return the Web API for a signed-in agent, or for a customer, who has no account."""
        return Api(self.outputs["WebApiUrl"], token=self.token(agent) if agent else None, transport=self.transport)

    def token(self, agent: str) -> str:
        """Return a bearer token, signing in the first time. Raises Problem if the sign-in is refused."""
        if agent not in self._tokens:
            self._tokens[agent] = self.sign_in(agent)
        return self._tokens[agent]
