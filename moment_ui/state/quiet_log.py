"""What Reflex and its socket library may write to the log: what happened, never with what.

They log whole events, payload and session cookie included, when a handler's name is unknown, an
argument has the wrong type or a handler fails.
"""

import logging
import re

from moment_ui.core.places import places

TALKATIVE = ("reflex", "reflex_base", "socketio", "engineio")
_VALUES_BEGIN = re.compile(r"Event\(|[Ee]vent data|payload for|argument '| with value |[{\[]|: ")
_LONGEST = 120


class NoValues(logging.Filter):
    """Cuts a record where values begin, and an error down to its type and place."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; it is always kept."""
        told = _VALUES_BEGIN.split(record.getMessage(), maxsplit=1)[0][:_LONGEST].strip()
        error = record.exc_info[1] if record.exc_info else None
        record.msg = f"{told}\n{places(error)}" if error else told
        record.args, record.exc_info, record.exc_text = (), None, None
        return True


_NO_VALUES = NoValues()


def quieten() -> None:
    """Put the filter on every logger these libraries have made so far; safe to call again.

    A filter holds for one logger and not for those below it, hence each by its name.
    """
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in TALKATIVE:
            logger = logging.getLogger(name)
            logger.removeFilter(_NO_VALUES)
            logger.addFilter(_NO_VALUES)
