"""What the log may say of an error: types and lines, never values that a reader typed."""

import logging
import traceback

_MOST_CAUSES = 5


def log_error(logger: logging.Logger, told: str, error: BaseException) -> None:
    """Write to the log that something went wrong, and where."""
    logger.error("%s\n%s", told, places(error))


def places(exception: BaseException) -> str:
    """The types of an error and its causes, with the lines that raised them; no values."""
    told: list[str] = []
    cause: BaseException | None = exception
    while cause is not None and len(told) < _MOST_CAUSES:
        frames = "".join(traceback.format_tb(cause.__traceback__))
        told.append(f"{type(cause).__module__}.{type(cause).__qualname__}\n{frames}")
        cause = cause.__cause__ or cause.__context__
    return "caused by ".join(told)
