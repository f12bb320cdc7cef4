"""External co-workers: invited by address or chosen among partners' people, usable at once."""

import pytest
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import Work, global_writing, reading, writing
from moment_ui.domain.access.commands import open_session
from moment_ui.domain.access.queries import find_access
from moment_ui.domain.projects import team
from moment_ui.domain.sharing import inviting
from moment_ui.domain.sharing.inviting import OnlyExternals, Plan, StillInTeams
from moment_ui.domain.sharing.mails import send_invitations
from moment_ui.mail.errors import NotReached
from moment_ui.mail.letter import Letter
from moment_ui.mail.post import Receipt
from moment_ui.models.access import Membership, Role, RoleKey, User
from moment_ui.models.partner import MemberState, PartnerSettings
from moment_ui.models.project import CoWorker, InviteMail, Project
from tests import factories, group
from tests.world import NOW, Place, World


@pytest.fixture
def partners(world: World) -> World:
    """Nord and Sør as partners; Sør's co-worker has an address."""
    group.link(world)
    with writing(world.sor.administrator) as work:
        query = select(CoWorker).where(CoWorker.user_id == world.sor.co_worker.user_id)
        row = work.session.exec(query).one()
        row.email, row.title = "Co-Worker@sor.example", "Arkitekt"
    return world


def plans(world: World, text: str) -> dict[str, Plan]:
    with reading(world.nord.project_leader) as work:
        return {one.email: one.plan for one in inviting.planned(work, text)}


def invited(world: World, text: str, *chosen: tuple[int, int]) -> list[int]:
    with writing(world.nord.project_leader) as work:
        return inviting.invite(work, text, chosen)


def person(place: Place, key: int) -> CoWorker:
    with reading(place.administrator) as work:
        row = work.session.exec(select(CoWorker).where(CoWorker.id == key)).one()
        work.session.expunge_all()
        return row


def writer(world: World) -> tuple[int, int]:
    """Sør's co-worker as one chooses them in Nord."""
    return world.sor.company_id, world.sor.co_workers["Kari Co-Worker"]


def memberships(place: Place, user_id: int) -> list[Membership]:
    with reading(place.administrator) as work:
        query = select(Membership).where(
            Membership.user_id == user_id, Membership.company_id == place.company_id
        )
        found = list(work.session.exec(query))
        work.session.expunge_all()
        return found


def test_each_address_says_what_will_happen(partners: World) -> None:
    text = (
        "co-worker@sor.example, begge@example.com; Ny Mann <ny@mann.example>\n"
        "tull\nNY@mann.example, co-worker@nord.example"
    )
    with writing(partners.nord.administrator) as work:
        row = work.session.exec(
            select(CoWorker).where(CoWorker.user_id == partners.nord.co_worker.user_id)
        ).one()
        row.email = "co-worker@nord.example"
    with reading(partners.nord.project_leader) as work:
        found = inviting.planned(work, text)
    assert [(one.email, one.plan) for one in found] == [
        ("co-worker@sor.example", Plan.PARTNER),
        ("begge@example.com", Plan.ACCOUNT),
        ("ny@mann.example", Plan.NO_ACCOUNT),
        ("tull", Plan.WRONG),
        ("ny@mann.example", Plan.WRONG),
        ("co-worker@nord.example", Plan.WRONG),
    ]
    assert [one.text.split()[0] for one in found[3:]] == ["This", "Stands", "Is"]
    with pytest.raises(Invalid, match="tull: This is not"):
        invited(partners, text)
    with reading(partners.nord.administrator) as work:
        assert not work.session.exec(select(CoWorker).where(col(CoWorker.is_external))).all()


def test_somebody_of_a_partner_is_usable_before_answering(partners: World) -> None:
    """Linked to the home, with the role External here, and a secondary project as soon as in a team."""
    [key] = invited(partners, "co-worker@sor.example")
    row = person(partners.nord, key)
    assert (row.home_company_id, row.home_co_worker_id) == writer(partners)
    assert (row.is_external, row.title, row.invited_at) == (True, "Arkitekt", NOW)
    [membership] = memberships(partners.nord, row.user_id or 0)
    with writing(partners.nord.project_leader) as work:
        team.add_member(work, partners.nord.projects["P-100"], key, "")
    with reading(partners.sor.administrator) as work:
        query = select(Project.main_project_id).where(col(Project.main_project_id).is_not(None))
        assert work.session.exec(query).all() == [partners.nord.projects["P-100"]]
    token = open_session(row.user_id or 0)
    access = find_access(token, "nord")
    assert access is not None
    assert access.actor is not None
    assert access.actor.permissions == partners.nord.external.permissions
    assert membership.active


def test_an_account_is_switched_on_and_an_unknown_address_waits(partners: World) -> None:
    [known, unknown] = invited(partners, "begge@example.com\nny@mann.example")
    both = person(partners.nord, known)
    assert (both.user_id, both.home_company_id) == (partners.nord.both.user_id, None)
    with reading(partners.nord.administrator) as work:
        [place] = memberships(partners.nord, both.user_id or 0)
        assert place.role_id != _role(work, RoleKey.EXTERNAL)  # administrator before, and after
    assert person(partners.nord, unknown).user_id is None
    with global_writing() as session:
        session.add(User(email="ny@mann.example", name="Ny Mann", created_at=NOW))
    with writing(partners.nord.project_leader) as work:
        inviting.invite_again(work, [unknown])
    again = person(partners.nord, unknown)
    assert again.user_id is not None
    assert len(memberships(partners.nord, again.user_id)) == 1


def _role(work: Work, key: RoleKey) -> int:
    query = select(Role.id).where(Role.company_id == work.company_id, col(Role.key) == key)
    return work.session.exec(query).one() or 0


def test_people_of_partners_are_chosen_from_a_list(partners: World) -> None:
    """Name, title and address; those who are here already are marked, and nobody is invited twice."""
    with reading(partners.nord.project_leader) as work:
        [(found, is_here)] = inviting.partner_people(work)
    assert (found.company_id, found.co_worker_id) == writer(partners)
    assert (found.name, found.title, is_here) == ("Kari Co-Worker", "Arkitekt", False)
    [key] = invited(partners, "", writer(partners))
    with reading(partners.nord.project_leader) as work:
        assert [here for _person, here in inviting.partner_people(work)] == [True]
    assert person(partners.nord, key).home_co_worker_id == found.co_worker_id
    with pytest.raises(Invalid, match="already"):
        invited(partners, "", writer(partners))


def test_whose_home_becomes_known_later_is_shared_with_then(world: World) -> None:
    """Somebody in a team from before the partnership: the invitation sent again makes the link."""
    with writing(world.nord.administrator) as work:
        row = factories.co_worker(work, "Kari", None, email="co@sor.example", is_external=True)
        team.add_member(work, world.nord.projects["P-100"], row.key, "Tegner")
    group.link(world)
    with writing(world.sor.administrator) as work:
        query = select(CoWorker).where(CoWorker.user_id == world.sor.co_worker.user_id)
        work.session.exec(query).one().email = "co@sor.example"
    with writing(world.nord.project_leader) as work:
        assert inviting.invite_again(work, [row.key]) == [row.key]
    with reading(world.sor.administrator) as work:
        query = select(Project.main_project_id).where(col(Project.main_project_id).is_not(None))
        assert work.session.exec(query).all() == [world.nord.projects["P-100"]]


@pytest.mark.parametrize("shut", ["paused", "not shared", "other company"])
def test_nobody_else_is_offered_or_taken(partners: World, shut: str) -> None:
    """The door decides: a key that was made up is nobody."""
    chosen = writer(partners)
    if shut == "paused":
        group.set_state(partners.sor.company_id, MemberState.PAUSED)
    if shut == "not shared":
        with writing(partners.sor.administrator) as work:
            work.session.exec(select(PartnerSettings)).one().share_projects = False
    if shut == "other company":
        chosen = (partners.sor.company_id, partners.nord.co_workers["Kari Project-Leader"])
    else:
        with reading(partners.nord.project_leader) as work:
            assert inviting.partner_people(work) == []
    with pytest.raises(NotFound):
        invited(partners, "", chosen)


def test_withdrawn_and_back_again(partners: World) -> None:
    [key] = invited(partners, "co-worker@sor.example")
    user_id = person(partners.nord, key).user_id or 0
    project = partners.nord.projects["P-100"]
    with writing(partners.nord.project_leader) as work:
        place = team.add_member(work, project, key, "")
    with (
        pytest.raises(StillInTeams, match="1 project"),
        writing(partners.nord.administrator) as work,
    ):
        inviting.withdraw(work, [key])
    with writing(partners.nord.project_leader) as work:
        team.remove_member(work, place)
        inviting.withdraw(work, [key])
    assert [row.active for row in memberships(partners.nord, user_id)] == [False]
    with pytest.raises(NotFound), writing(partners.nord.project_leader) as work:
        team.add_member(work, project, key, "")
    with writing(partners.nord.project_leader) as work:
        inviting.undo_withdraw(work, [key])
    assert [row.active for row in memberships(partners.nord, user_id)] == [True]
    with writing(partners.nord.project_leader) as work:
        inviting.withdraw(work, [key])
    assert plans(partners, "co-worker@sor.example") == {"co-worker@sor.example": Plan.AGAIN}
    assert invited(partners, "co-worker@sor.example") == [key]


def test_an_inactive_administrator_comes_back_as_external(partners: World) -> None:
    """An invitation gives no more than a look at one's own projects."""
    user_id = partners.nord.both.user_id
    with global_writing() as session:
        query = select(Membership).where(
            Membership.user_id == user_id, Membership.company_id == partners.nord.company_id
        )
        row = session.exec(query).one()
        row.active = False
        session.add(row)
    invited(partners, "begge@example.com")
    with reading(partners.nord.administrator) as work:
        [place] = memberships(partners.nord, user_id)
        assert (place.active, place.role_id) == (True, _role(work, RoleKey.EXTERNAL))


def test_own_people_cannot_be_withdrawn_and_not_everybody_may_invite(partners: World) -> None:
    own = partners.nord.co_workers["Kari Co-Worker"]
    with pytest.raises(OnlyExternals), writing(partners.nord.administrator) as work:
        inviting.withdraw(work, [own])
    assert not partners.nord.co_worker.may(Permission.INVITE_CO_WORKERS)
    for act in (
        lambda work: inviting.invite(work, "a@b.example"),
        lambda work: inviting.planned(work, "a@b.example"),
        inviting.partner_people,
        lambda work: inviting.withdraw(work, [own]),
    ):
        with pytest.raises(NotPermitted), writing(partners.nord.co_worker) as work:
            act(work)


class Box:
    """A way out that keeps what it was given, or refuses."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.letters: list[Letter] = []
        self._refuses = refuses

    def send(self, letter: Letter) -> Receipt:
        if self._refuses:
            raise NotReached("post.example", 25)
        self.letters.append(letter)
        return Receipt(left=False)


def test_each_invitation_is_mailed_once(partners: World) -> None:
    """What the mail says depends on where one writes hours; what became of it stands on the co-worker."""
    keys = invited(partners, "co-worker@sor.example, ny@mann.example")
    box = Box()
    done = send_invitations(partners.nord.project_leader, keys, box)
    assert (done.sent, done.outbox, done.failed) == (0, 2, 0)
    home, unknown = box.letters
    assert "Write your hours in Tegnestuen AS" in home.text
    assert "You have no account yet" in unknown.text
    assert "/invitation/" in home.text
    assert home.receivers[0].email == "co-worker@sor.example"
    assert person(partners.nord, keys[0]).invite_mail == InviteMail.OUTBOX
    assert send_invitations(partners.nord.project_leader, keys, box).outbox == 0
    with writing(partners.nord.project_leader) as work:
        again = inviting.invite_again(work, [keys[0]])
    done = send_invitations(partners.nord.project_leader, again, Box(refuses=True))
    assert (done.failed, "does not answer" in done.why) == (1, True)
    assert person(partners.nord, keys[0]).invite_mail == InviteMail.FAILED


def test_look_alikes_stay_apart(partners: World) -> None:
    """An external of one company is nobody in the other, and cannot be touched from there."""
    [key] = invited(partners, "ny@mann.example")
    with writing(partners.sor.administrator) as work:
        factories.co_worker(work, "Ny Mann", None, email="ny@mann.example", is_external=True)
    for act in (inviting.withdraw, inviting.invite_again, inviting.undo_withdraw):
        with pytest.raises(NotFound), writing(partners.sor.administrator) as work:
            act(work, [key])
    assert person(partners.nord, key).active
