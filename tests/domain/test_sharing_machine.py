"""Random sequences on both sides of a shared project: sums agree, mirrors have origins, locks hold."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.billing.commands import undo_drafts
from moment_ui.domain.billing.errors import NothingChosen
from moment_ui.domain.hours import commands as hours
from moment_ui.domain.hours.rules import Correction
from moment_ui.domain.mirrors import hours as mirrors
from moment_ui.domain.mirrors.errors import InvoicedByMain
from moment_ui.domain.partners.membership import catch_up
from moment_ui.domain.projects import activities, team
from moment_ui.domain.projects.activities import ActivityDraft
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.partner import MemberState
from moment_ui.models.project import Activity, Project
from tests import factories, group
from tests.domain import billing_world as billing
from tests.domain.test_sharing import external
from tests.world import Place, World

numbers = count(1)
minutes = st.sampled_from((30, 60, 450))
which = st.integers(0, 5)
sides = st.sampled_from(("home", "main"))


@dataclass(frozen=True)
class Said:
    """Where and when hours stand, by the main project's activity."""

    activity_id: int
    day: dt.date
    minutes: int


class Sharing(RuleBasedStateMachine):
    """A project of Nord with a secondary one in Sør, and what anybody may do with its hours."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        nord, sor = self.world.places
        group.set_state(sor.company_id, MemberState.CONFIRMED)
        self.paused = False
        self.drafts: dict[str, list[int]] = {"home": [], "main": []}
        with writing(nord.administrator) as work:
            number = f"M-{next(numbers)}"
            row = factories.project(work, number, nord.customers[10001])
            self.main = row.key
            factories.stored(work, Activity(project_id=row.key, name="Andre", position=1))
            billing.hourly(work, row.key)
            person = work.session.exec(
                select(group.CoWorker.id).where(group.CoWorker.home_company_id == sor.company_id)
            ).first()
        self.external = person or external(self.world)
        with writing(nord.administrator) as work:
            team.add_member(work, self.main, self.external, "")
        with reading(sor.administrator) as work:
            query = select(Project.id).where(Project.main_project_id == self.main)
            self.secondary = work.session.exec(query).one() or 0
            writer = sor.co_workers["Kari Co-Worker"]
        self.writer = writer

    # ── at home ────────────────────────────────────────────────────────────────────────────────

    @rule(worked=minutes, at=which, day=st.integers(0, 3))
    def write(self, worked: int, at: int, day: int) -> None:
        with writing(self.world.sor.administrator) as work:
            ids = self._activities(work, self.secondary)
            row = TimeRecord(
                co_worker_id=self.writer,
                project_id=self.secondary,
                activity_id=ids[at % len(ids)],
                day=group.DAY + dt.timedelta(days=day),
                minutes=worked,
                billable_minutes=worked,
                created_at=clock.now(),
            )
            work.session.add(row)
            mirrors.follow(work, [row])

    @rule(at=which, worked=minutes)
    def edit(self, at: int, worked: int) -> None:
        self._change(at, lambda row: setattr(row, "minutes", worked))

    @rule(at=which)
    def move(self, at: int) -> None:
        with reading(self.world.sor.administrator) as work:
            ids = self._activities(work, self.secondary)
        self._change(
            at, lambda row: setattr(row, "activity_id", ids[(ids.index(row.activity_id) + 1) % 2])
        )

    @rule(at=which)
    def delete(self, at: int) -> None:
        locked = self._locked_rows()
        with reading(self.world.sor.administrator) as work:
            row = self._pick(work, at)
            key = row.key if row else None
        if key is None:
            return
        try:
            with writing(self.world.sor.administrator) as work:
                row = work.session.exec(select(TimeRecord).where(TimeRecord.id == key)).one()
                mirrors.drop(work, [row])
                work.session.delete(row)
        except InvoicedByMain:
            assert key in locked
        else:
            assert self.paused or key not in locked

    # ── on either side ─────────────────────────────────────────────────────────────────────────

    @rule(side=sides)
    def approve(self, side: str) -> None:
        place, project_id = self._side(side)
        with writing(place.administrator) as work:
            hours.approve(work, [row.key for row in self._free(work, project_id)])

    @rule(at=which, billable=st.sampled_from((0, 15)))
    def correct(self, at: int, billable: int) -> None:
        with writing(self.world.nord.administrator) as work:
            rows = self._free(work, self.main)
            if rows:
                row = rows[at % len(rows)]
                before = Correction(row.billable_minutes, row.comment)
                hours.correct(work, row.key, before, Correction(billable, "Rettet"))

    @rule(side=sides)
    def invoice(self, side: str) -> None:
        place, project_id = self._side(side)
        with suppress(NothingChosen), writing(place.administrator) as work:
            _plan, made = billing.drafts(work, project_id)
            self.drafts[side] += made

    @rule(side=sides)
    def take_off(self, side: str) -> None:
        if self.drafts[side]:
            with writing(self._side(side)[0].administrator) as work:
                undo_drafts(work, [self.drafts[side].pop()])

    @rule(name=st.sampled_from(("Andre", "Tegning")))
    def rename(self, name: str) -> None:
        with writing(self.world.nord.administrator) as work:
            key = self._activities(work, self.main)[1]
            shown = activities.activity_draft(work, key)
            activities.edit_activity(work, key, shown, ActivityDraft(name))

    @precondition(lambda self: not self.paused)
    @rule()
    def pause(self) -> None:
        group.set_state(self.world.sor.company_id, MemberState.PAUSED)
        self.paused = True

    @precondition(lambda self: self.paused)
    @rule()
    def resume(self) -> None:
        group.set_state(self.world.sor.company_id, MemberState.CONFIRMED)
        self.paused = False
        with writing(self.world.sor.administrator) as work:
            catch_up(work, self.world.nord.company_id)

    # ── what always holds ──────────────────────────────────────────────────────────────────────

    @invariant()
    def both_sides_say_the_same(self) -> None:
        """But for what the main company had on a draft while home was changed in a pause."""
        if self.paused:
            return
        at_home, mirrored = self._at_home(), self._mirrored()
        differing = {
            key for key in at_home.keys() | mirrored.keys() if at_home.get(key) != mirrored.get(key)
        }
        assert differing <= self._locked_rows()
        agreed = at_home.keys() - differing
        assert sum(at_home[key].minutes for key in agreed) == sum(
            mirrored[key].minutes for key in agreed
        )

    @invariant()
    def what_is_locked_is_billed_as_it_stands(self) -> None:
        """A draft of the main company bills what its hours say, whatever is done at home."""
        with reading(self.world.nord.administrator) as work:
            for row in self._rows(work, self.main):
                assert row.billable_minutes <= row.minutes
                assert (row.invoice_line_id is None) or row.status != HoursStatus.NOT_APPROVED

    def _change(self, at: int, change) -> None:
        locked = self._locked_rows()
        with reading(self.world.sor.administrator) as work:
            row = self._pick(work, at)
            key = row.key if row else None
        if key is None:
            return
        try:
            with writing(self.world.sor.administrator) as work:
                row = work.session.exec(select(TimeRecord).where(TimeRecord.id == key)).one()
                before = (row.minutes, row.activity_id)
                change(row)
                row.billable_minutes = row.minutes
                is_other = (row.minutes, row.activity_id) != before
                mirrors.follow(work, [row])
        except InvoicedByMain:
            assert key in locked
        else:
            assert self.paused or key not in locked or not is_other

    def _side(self, side: str) -> tuple[Place, int]:
        nord, sor = self.world.places
        return (sor, self.secondary) if side == "home" else (nord, self.main)

    def _pick(self, work: Work, at: int) -> TimeRecord | None:
        """One of the rows that home may still change itself."""
        rows = self._free(work, self.secondary)
        return rows[at % len(rows)] if rows else None

    def _free(self, work: Work, project_id: int) -> list[TimeRecord]:
        return [row for row in self._rows(work, project_id) if row.invoice_line_id is None]

    def _rows(self, work: Work, project_id: int) -> list[TimeRecord]:
        query = select(TimeRecord).where(TimeRecord.project_id == project_id)
        return list(work.session.exec(query.order_by(col(TimeRecord.id))))

    def _activities(self, work: Work, project_id: int) -> list[int]:
        query = select(Activity.id).where(Activity.project_id == project_id)
        found = work.session.exec(query.order_by(col(Activity.position), col(Activity.id)))
        return [key or 0 for key in found]

    def _at_home(self) -> dict[int, Said]:
        with reading(self.world.sor.administrator) as work:
            query = select(Activity.id, Activity.main_activity_id).where(
                Activity.project_id == self.secondary
            )
            mains = dict(work.session.exec(query).all())
            return {
                row.key: Said(mains[row.activity_id] or 0, row.day, row.minutes)
                for row in self._rows(work, self.secondary)
            }

    def _mirrored(self) -> dict[int, Said]:
        with reading(self.world.nord.administrator) as work:
            return {
                row.origin_id or 0: Said(row.activity_id, row.day, row.minutes)
                for row in self._rows(work, self.main)
            }

    def _locked_rows(self) -> set[int]:
        """The origins of what the main company has on a draft."""
        with reading(self.world.nord.administrator) as work:
            rows = self._rows(work, self.main)
            return {row.origin_id or 0 for row in rows if row.invoice_line_id is not None}


def test_whatever_is_done_on_either_side(world: World) -> None:
    group.link(world)

    class Here(Sharing):
        pass

    Here.world = world
    relaxed = settings(
        max_examples=8,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(Here, settings=relaxed)
