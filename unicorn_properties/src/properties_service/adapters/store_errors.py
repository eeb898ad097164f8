"""DynamoDB's refusals in the words of the ports."""

from collections.abc import Callable
from functools import wraps

from botocore.exceptions import BotoCoreError, ClientError

from properties_service.ports import StoreUnavailable


def store_errors[**P, R](call: Callable[P, R]) -> Callable[P, R]:
    """Turn what is left after the SDK's own retries into StoreUnavailable."""

    @wraps(call)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return call(*args, **kwargs)
        except (BotoCoreError, ClientError) as error:
            raise StoreUnavailable(str(error)) from error

    return wrapped
