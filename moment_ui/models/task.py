"""Tasks of the task board, and what a company calls its columns."""

import datetime as dt
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import (
    CompanyScoped,
    choice,
    instant_field,
    reference,
    scoped_table,
    search_field,
)


class TaskState(StrEnum):
    """The column a task stands in. The same in every company, so that partners' tasks have a place."""

    TO_DO = "to-do"
    IN_PROGRESS = "in-progress"
    WAITING = "waiting"
    DONE = "done"


class TaskColumn(CompanyScoped, table=True):
    """What a company calls a column of its board, and in which order; without a row it has our name."""

    __table_args__ = scoped_table(sa.UniqueConstraint("company_id", "state"))

    state: TaskState = Field(sa_type=choice(TaskState))
    name: str = Field(default="", max_length=40)
    position: int = Field(default=0)
    version: int = Field(default=1)


class Task(CompanyScoped, table=True):
    """Something to be done. `position` orders a column; equal ones stand by id. `done_on` is when it was."""

    __table_args__ = scoped_table(
        reference("project_id", "project"),
        reference("assignee_id", "co_worker"),
        sa.Index("ix_task_board", "company_id", "state", "position", "id"),
        sa.Index("ix_task_assignee", "company_id", "assignee_id", "state"),
        sa.Index("ix_task_project", "company_id", "project_id", "state"),
    )

    title: str = Field(max_length=200)
    description: str = Field(default="", max_length=10_000)
    project_id: int | None = Field(default=None)
    assignee_id: int | None = Field(default=None)
    due_on: dt.date | None = Field(default=None)
    state: TaskState = Field(default=TaskState.TO_DO, sa_type=choice(TaskState))
    position: int = Field(default=0, sa_type=sa.BigInteger)
    done_on: dt.date | None = Field(default=None)
    search: str = search_field()
    created_by: int | None = Field(default=None, foreign_key="user.id")
    created_by_name: str = Field(default="", max_length=200)
    version: int = Field(default=1)
    created_at: dt.datetime = instant_field()


class TaskItem(CompanyScoped, table=True):
    """A line of a task's checklist, in the order of `position`."""

    __table_args__ = scoped_table(
        reference("task_id", "task", ondelete="CASCADE"),
        sa.Index("ix_task_item_task", "company_id", "task_id", "position"),
    )

    task_id: int
    text: str = Field(max_length=200)
    done: bool = Field(default=False)
    position: int = Field(default=0)
