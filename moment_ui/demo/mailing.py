"""Three mailing lists of a demo company, and addresses that want no mail."""

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.addresses import comparable
from moment_ui.db.work import Work
from moment_ui.demo import material
from moment_ui.demo.dice import dice
from moment_ui.models.contact import Contact, ContactEmail
from moment_ui.models.mailing import (
    MailingList,
    MailingListContact,
    MailingListTag,
    UnsubscribedAddress,
)
from moment_ui.models.tag import Tag

LISTS = (
    ("Julekort 2026", "contact_tags", "Christmas card", "&status=active", False),
    ("Nyhetsbrev", "contact_tags", "Newsletter", "", True),
    ("Rammeavtalekunder med aktive prosjekt", "customer_tags", "Framework agreement", "&projects=yes", True),
)  # fmt: skip


def add_mailing_lists(work: Work, company: material.DemoCompany) -> None:
    """Write the lists, somebody picked by hand, and a few who unsubscribed; with dice of its own."""
    chance, now = dice(company.slug, "mailing"), clock.now()
    tags = {tag.name: tag.key for tag in work.session.exec(select(Tag))}
    people = list(work.session.exec(select(col(Contact.id)).order_by(col(Contact.id))))
    for name, key, tag, more, needs_consent in LISTS:
        row = {
            "name": name,
            "query": f"{key}={tags[tag]}{more}",
            "needs_consent": needs_consent,
            "created_by": work.actor.name,
            "created_at": now,
            "updated_at": now,
            "version": 1,
        }
        (list_id,) = work.insert_rows(MailingList, [row], returning=True)
        work.insert_rows(MailingListTag, [{"list_id": list_id, "tag_id": tags[tag]}])
        picked = [
            {"list_id": list_id, "contact_id": contact_id, "excluded": place > 0}
            for place, contact_id in enumerate(chance.sample(people, 2))
        ]
        work.insert_rows(MailingListContact, picked)
    emails = sorted(set(work.session.exec(select(ContactEmail.email))))
    gone = [
        {"address": comparable(email), "how": "Lenke i nyhetsbrevet", "by_name": "", "at": now}
        for email in chance.sample(emails, 6)
    ]
    work.insert_rows(UnsubscribedAddress, gone)
