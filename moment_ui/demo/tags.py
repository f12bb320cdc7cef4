"""Tags of demo projects: what kind of job it is and how far. Customers and contacts have theirs already."""

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.demo.dice import dice
from moment_ui.models.project import Project
from moment_ui.models.tag import ProjectTag, Tag, TagGroup, TagKind

TAGS = (
    (
        "Fase",
        (("Skisse", "S10", "teal", 0.2), ("Forprosjekt", "S20", "blue", 0.2), ("Bygging", "S40", "amber", 0.3)),
    ),
    (
        "Type",
        (("Bolig", "100", "purple", 0.3), ("Næring", "200", "indigo", 0.3), ("Rehabilitering", "300", "pink", 0.2)),
    ),
)  # fmt: skip


def add_project_tags(work: Work, slug: str) -> None:
    """Put tags on the company's projects, with dice of their own; at most one of each group."""
    chance = dice(slug, "project tags")
    projects = list(work.session.exec(select(Project.id).order_by(col(Project.id))))
    chosen = []
    for position, (group, tags) in enumerate(TAGS):
        row = {"kind": TagKind.PROJECT, "name": group, "position": position}
        (group_id,) = work.insert_rows(TagGroup, [row], returning=True)
        rows = [
            {"group_id": group_id, "name": name, "code": code, "colour": colour, "position": place}
            for place, (name, code, colour, _share) in enumerate(tags)
        ]
        ids = work.insert_rows(Tag, rows, returning=True)
        shares = [share for *_tag, share in tags]
        for project_id in projects:
            (tag_id,) = chance.choices([*ids, 0], [*shares, 1 - sum(shares)])
            if tag_id:
                chosen.append({"project_id": project_id, "tag_id": tag_id})
    work.insert_rows(ProjectTag, chosen)
