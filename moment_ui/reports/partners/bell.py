"""What waits for whoever sets partners up, as lines behind the bell."""

from moment_ui.core.words import _, plural
from moment_ui.domain.news.queries import News
from moment_ui.reports.bell_line import NewsLine


def partner_lines(slug: str, waiting: News) -> list[NewsLine]:
    """Requests to answer, and confirmed partners without a customer."""
    base = f"/{slug}/setup/partners"
    lines = [
        NewsLine(
            f"partner-{each.group_id}",
            "partner",
            _("{company} asks you to be partners").format(company=each.company),
            _("{by} reminds you: confirm or decline").format(by=each.by)
            if each.reminded_at
            else _("By {name}: confirm or decline").format(name=each.by),
            base,
            "1",
        )
        for each in waiting.asked
    ]
    if waiting.unattached:
        count = len(waiting.unattached)
        note = plural(
            "{count} partner has no customer here yet",
            "{count} partners have no customer here yet",
            count,
        )
        href = f"{base}?step=attach"
        lines.append(
            NewsLine("partner-attach", "partner", _("Partner companies"), note, href, str(count))
        )
    return lines
