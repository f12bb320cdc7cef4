"""Setup → Reminders: levels, texts in each language, and the clock."""

from typing import Any

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.state.setup.reminder_setup import (
    LevelView,
    ReminderClockState,
    ReminderLevelState,
)
from moment_ui.state.setup.reminder_setup import ReminderSetupState as Setup

NAMES = {"nb": _("Norwegian"), "sv": _("Swedish"), "da": _("Danish"), "en": _("English")}
LABELS = {
    "days": _("Days"),
    "fee": _("Fee"),
    "percent": _("Interest a year, %"),
    **{f"subject_{key}": f"{_('Subject')}, {word}" for key, word in NAMES.items()},
    **{f"text_{key}": f"{_('Text')}, {word}" for key, word in NAMES.items()},
}


def setup_reminders() -> rx.Component:
    """The page with its dialogs."""
    return shell(
        page_head(
            _("Reminders"),
            trail=crumbs((_("Setup"), ""), (_("Reminders"), "")),
        ),
        rx.cond(
            Setup.phase == "failed",
            failed(_("The reminders cannot be shown"), Setup.problem, retry=Setup.load),
        ),
        rx.cond(Setup.phase == "ready", _page()),
        _clock_dialog(),
        _level_dialog(),
        area="setup/reminders",
    )


def _page() -> rx.Component:
    return rx.el.div(
        rx.cond(
            Setup.collected_by,
            callout(
                rx.el.span(
                    Setup.collected_by + " " + _("collects for you: nothing goes by itself."),
                    class_name="grow",
                ),
                page_link(_("Change that"), to=Setup.base + "/setup/payments", class_name="link"),
                tone="",
            ),
        ),
        rx.cond(
            Setup.interest_unknown,
            callout(
                rx.el.span(
                    _(
                        "No interest is asked for: the rate of this half-year is not known to the program. "
                        "Look up forsinkelsesrenten, and write it on each level."
                    ),
                    class_name="grow",
                ),
                tone="warn",
            ),
        ),
        rx.el.section(
            rx.el.header(
                rx.el.h2(_("By themselves")),
                rx.el.span(
                    _edit(ReminderClockState.start, _("Edit when reminders go")), class_name="push"
                ),
            ),
            rx.el.div(
                rx.el.p(Setup.clock, class_name="strong"),
                rx.el.p(
                    _(
                        "What is due for its next level goes in one mail to each customer. Nothing goes "
                        "twice."
                    ),
                    class_name="quiet",
                ),
                class_name="body",
            ),
            class_name="card",
        ),
        rx.foreach(Setup.levels, _level),
        _law(),
        class_name="content stack",
    )


LAW = (
    (
        _("Norway"),
        _(
            "At most a twentieth of inkassosatsen a reminder (750 kroner in 2026, so 37,50), for two reminders, "
            "14 days after the due date at the earliest (inkassoloven § 17, inkassoforskriften §§ 1-1 and 1-2). "
            "Forsinkelsesrenten is set each 1 January and 1 July: 12 % a year in the first half of 2026 "
            "(forsinkelsesrenteloven § 3). That of the second half is not known here: look it up at "
            "regjeringen.no and set it in each level. Days before it are counted at the same rate."
        ),
    ),
    (
        _("Sweden"),
        _(
            "A fee only when it was agreed on when the debt arose, at most 60 kronor a reminder (lag 1981:739 "
            "§§ 2 and 4). Interest a year is the reference rate, set each half-year by Riksbanken, and 8 points "
            "(räntelagen §§ 6 and 9)."
        ),
    ),
    (
        _("Denmark"),
        _(
            "At most 100 kroner a reminder, for three, with ten days between (renteloven § 9 b). Interest a year "
            "is the Nationalbank’s lending rate of 1 January and 1 July, and 8 points (renteloven § 5)."
        ),
    ),
    (
        _("Iceland"),
        _(
            "One notice that warns of collection, at most 950 krónur, with ten days to pay (innheimtulög 95/2008 "
            "§ 7, reglugerð 37/2009 § 6 as changed by 133/2010). Interest is dráttarvextir, which the central "
            "bank announces (lög 38/2001, chapter III)."
        ),
    ),
)
"""What each country allows and where it says so, as known when this was written."""


def _law() -> rx.Component:
    """Fees and interest are the company's own to answer for."""
    return rx.el.section(
        rx.el.header(rx.el.h2(_("Verify fees and interest"))),
        rx.el.div(
            rx.el.p(
                _(
                    "What you may ask for is for you to verify: rates change, and some must be agreed on "
                    "with the customer. Companies in Norway begin with the fee of 2026, and with the rate of "
                    "interest in a half-year whose rate is known here; others begin with none."
                )
            ),
            rx.el.dl(
                *[part for land, text in LAW for part in (rx.el.dt(land), rx.el.dd(text))],
                class_name="facts over",
            ),
            class_name="body stack",
        ),
        class_name="card",
    )


def _edit(start: Any, label: str | rx.Var[str]) -> rx.Component:
    return rx.el.button(
        rx.icon("pencil"),
        _("Edit"),
        type="button",
        class_name="btn outline s1",
        on_click=start,
        aria_label=label,
    )


def _level(level: LevelView) -> rx.Component:
    return rx.el.section(
        rx.el.header(
            rx.el.h2(level.title),
            rx.el.span(
                _edit(ReminderLevelState.start(level.level), _("Edit ") + level.title),
                class_name="push",
            ),
        ),
        rx.el.div(
            rx.el.dl(
                rx.el.dt(_("Goes")),
                rx.el.dd(level.when, _against(level, "days")),
                rx.el.dt(_("Fee")),
                rx.el.dd(level.fee, _against(level, "fee")),
                rx.el.dt(_("Interest a year")),
                rx.el.dd(level.percent, _against(level, "percent")),
                rx.el.dt(_("Subjects")),
                rx.el.dd(rx.foreach(level.subjects, _subject)),
                class_name="facts",
            ),
            class_name="body stack",
        ),
        key=level.level,
        class_name="card",
    )


def _against(level: LevelView, key: str) -> rx.Component:
    """What the law says against a figure, under it."""
    told = level.warnings[key]
    return rx.cond(
        told != "", rx.el.div(rx.icon("triangle-alert"), rx.el.span(told), class_name="warning")
    )


def _clock_dialog() -> rx.Component:
    form = FormFields(ReminderClockState)
    labels = {"run_at": _("From what time of the day")}
    return form_dialog(
        FormDialog(ReminderClockState, _("By themselves"), _("Save"), labels),
        form.tick("automatic", _("Send reminders each day by themselves")),
        form.text("run_at", labels["run_at"], class_name="tn"),
    )


def _level_dialog() -> rx.Component:
    form = FormFields(ReminderLevelState)
    texts = [
        rx.fragment(
            form.text(f"subject_{key}", LABELS[f"subject_{key}"]),
            form.area(f"text_{key}", LABELS[f"text_{key}"], rows=7),
        )
        for key in NAMES
    ]
    return form_dialog(
        FormDialog(ReminderLevelState, ReminderLevelState.title, _("Save"), LABELS, wide=True),
        rx.el.div(
            _figure(form, "days", required=True, input_mode="numeric"),
            _figure(form, "fee", unit=ReminderLevelState.currency, input_mode="decimal"),
            _figure(
                form,
                "percent",
                unit="%",
                input_mode="decimal",
                help_text=_(
                    "Empty: in Norway that of the half-year, where it is known; else none."
                ),
            ),
            class_name="three",
        ),
        rx.el.p(
            _("In the texts:"),
            " {customer} {company} {total} {invoices} {until}",
            class_name="quiet small",
        ),
        *texts,
    )


def _figure(form: FormFields, key: str, **given: Any) -> rx.Component:
    """A figure, and what the law says against what was typed."""
    told = ReminderLevelState.warnings
    return rx.el.div(
        form.text(key, LABELS[key], **given),
        rx.el.span(
            rx.cond(told.contains(key), rx.fragment(rx.icon("triangle-alert"), told[key])),
            class_name="warning",
            role="status",
        ),
    )


def _subject(subject: str) -> rx.Component:
    return rx.el.div(subject)
