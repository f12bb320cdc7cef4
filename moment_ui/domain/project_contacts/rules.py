"""What a contact's data in a project must look like."""

from collections.abc import Mapping
from dataclasses import dataclass

from moment_ui.core import fields


@dataclass(frozen=True, slots=True)
class ProjectContactDraft:
    """A person and the person's place in one project.

    `project_email` and `project_phone`, where set, stand before all others there.
    """

    name: str
    title: str = ""
    email: str = ""
    phone: str = ""
    project_email: str = ""
    project_phone: str = ""
    is_global: bool = False


def read(texts: Mapping[str, str]) -> ProjectContactDraft:
    """The contact that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    draft = ProjectContactDraft(
        name=form.text("name", fields.required_line),
        title=form.text("title", fields.line),
        email=form.text("email", fields.email),
        phone=form.text("phone", fields.phone),
        project_email=form.text("project_email", fields.email),
        project_phone=form.text("project_phone", fields.phone),
        is_global=fields.truth(texts.get("is_global", "")),
    )
    form.finish()
    return draft
