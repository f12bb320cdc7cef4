"""What filters usually mean in SQL, for the `meanings` of a list."""

from collections.abc import Callable
from typing import Any

from moment_ui.core.selection import period_of
from moment_ui.db.elements import Condition, Expression
from moment_ui.db.lists import any_of, between, every_word, on_days, whole, within
from moment_ui.db.work import Work
from moment_ui.domain.lists.declared import ByWork, Meaning, by_work


def words(found: Callable[[str], Condition]) -> Meaning:
    """Each word of a text is found, whatever that means to the list."""
    return lambda _work, text: every_word(text, found)


def one_of(value: ByWork[Expression]) -> Meaning:
    """The value is one of those chosen."""
    return lambda work, values: any_of(by_work(value, work), values)


def numbers(column: Expression) -> Meaning:
    """A whole number within bounds, both inside."""
    return lambda _work, value: between(column, whole(value.low), whole(value.high))


def amounts(value: ByWork[Expression]) -> Meaning:
    """An amount within bounds, both inside."""
    return lambda work, bounds: between(by_work(value, work), bounds.low, bounds.high)


def days(column: Expression) -> Meaning:
    """A day within a period."""

    def inside(work: Work, value: Any) -> Condition:
        period = period_of(value, work.today())
        return within(column, period.start, period.end)

    return inside


def instants(column: Expression) -> Meaning:
    """An instant within the days of a period, in the reader's time zone."""
    return lambda work, value: on_days(column, period_of(value, work.today()), work.actor.timezone)


def holding(column: Expression) -> Meaning:
    """A text holds what is looked for, whatever the case."""
    return lambda _work, text: column.icontains(text, autoescape=True)
