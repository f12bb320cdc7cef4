import pytest
from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.errors import Conflict, Invalid, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.customers.queries import customer_changes
from moment_ui.domain.tags import arranging, merging, rules, traces
from moment_ui.domain.tags.commands import add_tag
from moment_ui.domain.tags.errors import CodeInUse, NameInUse
from moment_ui.domain.tags.queries import tag_draft, tag_groups, tags_of_customer
from moment_ui.domain.tags.rules import TagDraft
from moment_ui.models.mailing import MailingList, MailingListTag
from moment_ui.models.tag import Tag, TagKind
from moment_ui.models.view import SavedView
from tests import factories


@pytest.fixture
def group(work):
    return arranging.create_tag_group(work, TagKind.CUSTOMER, "Sektor")


def make(work, group, name, **fields):
    key = arranging.create_tag(work, group, name, **fields)
    work.session.flush()
    return key


def names(work, group):
    return [tag.name for tag in arranging.tags_of(work, group)]


def has(work, customer_id):
    return [tag.name for tag in tags_of_customer(work, customer_id)]


def test_groups_and_tags_stand_in_the_order_they_are_put_in(work, group):
    one, _two, three = (make(work, group, name) for name in ("Én", "To", "Tre"))
    arranging.move_tag(work, three, group, 0)
    work.session.flush()
    assert names(work, group) == ["Tre", "Én", "To"]
    arranging.move_tag(work, three, group, 99)
    arranging.move_tag(work, one, group, -5)
    work.session.flush()
    assert names(work, group) == ["Én", "To", "Tre"]
    last = [row.id for row in tag_groups(work, TagKind.CUSTOMER)].index(group)
    arranging.move_tag_group(work, group, 0)
    work.session.flush()
    assert last > 0
    assert tag_groups(work, TagKind.CUSTOMER)[0].id == group


def test_a_tag_moves_to_another_group_of_its_kind_only(work, group):
    tag, there = (
        make(work, group, "Én"),
        arranging.create_tag_group(work, TagKind.CUSTOMER, "Annet"),
    )
    make(work, there, "Først")
    arranging.move_tag(work, tag, there, 0)
    work.session.flush()
    assert (names(work, group), names(work, there)) == ([], ["Én", "Først"])
    elsewhere = arranging.create_tag_group(work, TagKind.PROJECT, "Fase")
    with pytest.raises(NotFound):
        arranging.move_tag(work, tag, elsewhere, 0)


def test_names_and_codes_are_unique_in_a_group(work, group):
    tag = make(work, group, "Én", code="100", colour="teal")
    make(work, group, "To")
    make(work, group, "Tre")  # several without a code
    other = arranging.create_tag_group(work, TagKind.CUSTOMER, "Annet")
    make(work, other, "Én", code="100")
    for act in (
        lambda: arranging.create_tag(work, group, "Én"),
        lambda: arranging.edit_tag(work, tag, TagDraft("To")),
        lambda: arranging.move_tag(work, tag, other, 0),
        lambda: arranging.create_tag_group(work, TagKind.CUSTOMER, "Sektor"),
        lambda: arranging.rename_tag_group(work, other, "Sektor"),
    ):
        with pytest.raises(NameInUse):
            act()
    with pytest.raises(CodeInUse, match="Én has the code 100"):
        arranging.create_tag(work, group, "Fire", code=" 100 ")
    arranging.edit_tag(work, tag, TagDraft("Én", "100", "pink"))
    work.session.flush()
    assert tag_draft(work, tag)[0] == TagDraft("Én", "100", "pink", group)


def test_what_is_typed_of_a_tag_is_read_with_its_errors():
    with pytest.raises(Invalid) as refused:
        rules.read({"name": " ", "code": "x" * 41, "colour": "gray"})
    assert set(refused.value.fields) == {"name", "code"}
    with pytest.raises(Invalid):
        rules.read({"name": "x", "colour": "javascript"})


def test_a_group_is_deleted_when_it_is_empty(work, group):
    tag = make(work, group, "Én")
    with pytest.raises(Conflict, match="has tags"):
        arranging.delete_tag_group(work, group)
    merging.delete_tag(work, tag)
    work.session.flush()
    assert arranging.delete_tag_group(work, group) == (TagKind.CUSTOMER, "Sektor")


def test_every_table_that_points_at_tags_is_known_by_its_words():
    found = {trace.table for trace in traces.traces()}
    assert found >= {"customer_tag", "project_tag", "contact_tag", "offer_tag", "mailing_list_tag"}
    assert found <= set(traces._WORDS), "say what loses the tag"


def test_a_deleted_tag_comes_back_on_everything_that_had_it(work, world):
    bolig, fjord = world.nord.tags["Bolig"], world.nord.customers[10001]
    add_tag(work, [world.nord.customers[10003]], bolig)
    listed = factories.stored(
        work, MailingList(name="Jul", created_at=clock.now(), updated_at=clock.now())
    )
    factories.stored(work, MailingListTag(list_id=listed.key, tag_id=bolig))
    assert traces.in_words(merging.tag_use(work, bolig).counts) == ["2 customers", "1 mailing list"]
    removed = merging.delete_tag(work, bolig)
    work.session.flush()
    assert has(work, fjord) == []
    with pytest.raises(NotFound):
        merging.tag_use(work, bolig)
    assert merging.restore_tag(work, removed) == bolig
    work.session.flush()
    assert has(work, fjord) == ["Bolig"]
    assert traces.in_words(merging.tag_use(work, bolig).counts) == ["2 customers", "1 mailing list"]
    with pytest.raises(NameInUse):
        merging.restore_tag(work, removed)


def test_of_two_tags_one_is_made_and_both_can_be_had_back(work, world):
    bolig, naering = world.nord.tags["Bolig"], world.nord.tags["Næring"]
    both, only, other = (world.nord.customers[number] for number in (10003, 10001, 10002))
    for tag in (bolig, naering):
        add_tag(work, [both], tag)
    view = factories.stored(
        work,
        SavedView(
            report="customers",
            name="Boliger",
            query=f"status=active&tags={bolig}%2C{naering}",
            owner_id=work.actor.user_id,
            owner_name="Kari",
            created_at=clock.now(),
        ),
    )
    use = merging.tag_use(work, bolig, naering)
    assert (use.counts["customer_tag"], use.shared["customer_tag"]) == (2, 1)
    removed = merging.merge_tags(work, bolig, naering)
    work.session.flush()
    assert [has(work, key) for key in (both, only, other)] == [["Næring"]] * 3
    assert view.query == f"status=active&tags={naering}"
    merging.restore_tag(work, removed)
    work.session.flush()
    assert [has(work, key) for key in (both, only, other)] == [
        ["Bolig", "Næring"],
        ["Bolig"],
        ["Næring"],
    ]
    assert view.query == f"status=active&tags={bolig}%2C{naering}"
    assert customer_changes(work, both)[0].fields[0][0] == "tags"


def test_tags_of_different_kinds_and_a_tag_with_itself_are_not_merged(work, world):
    bolig = world.nord.tags["Bolig"]
    phase = make(work, arranging.create_tag_group(work, TagKind.PROJECT, "Fase"), "Skisse")
    for into in (phase, bolig):
        with pytest.raises(Invalid):
            merging.merge_tags(work, bolig, into)


def test_another_companys_tags_are_not_there(world):
    theirs = world.sor.tags["Bolig"]
    with reading(world.sor.administrator) as work:
        group = work.session.exec(select(Tag.group_id).where(Tag.id == theirs)).one()
    with writing(world.nord.administrator) as work:
        mine = world.nord.tags["Bolig"]
        for act in (
            lambda: arranging.rename_tag_group(work, group, "x"),
            lambda: arranging.create_tag(work, group, "x"),
            lambda: arranging.edit_tag(work, theirs, TagDraft("x")),
            lambda: arranging.edit_tag(work, mine, TagDraft("x", group_id=group)),
            lambda: arranging.move_tag(work, mine, group, 0),
            lambda: arranging.move_tag_group(work, group, 0),
            lambda: arranging.delete_tag_group(work, group),
            lambda: merging.delete_tag(work, theirs),
            lambda: merging.merge_tags(work, mine, theirs),
            lambda: merging.merge_tags(work, theirs, mine),
            lambda: merging.tag_use(work, theirs),
            lambda: tag_draft(work, theirs),
        ):
            with pytest.raises(NotFound):
                act()
        assert all(row.name != "x" for row in tag_groups(work, TagKind.CUSTOMER))
        work.session.rollback()


def test_only_who_may_sets_tags_up(world):
    with reading(world.nord.project_leader) as work, pytest.raises(NotPermitted):
        tag_groups(work, TagKind.CUSTOMER)
    with reading(world.nord.economy) as work:
        counted = [tag for group in tag_groups(work, TagKind.CUSTOMER) for tag in group.tags]
    assert {(tag.name, tag.count) for tag in counted} == {("Bolig", 1), ("Næring", 1)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tags=1,2&sort=name", "tags=3%2C2&sort=name"),
        ("project_tags=1", "project_tags=3"),
        ("contact_tags=1,2&status=active", "contact_tags=3%2C2&status=active"),
        ("tags=1,3", "tags=3"),
        ("tags=11&customer=1", "tags=11&customer=1"),
        ("", ""),
    ],
)
def test_a_saved_filter_asks_for_another_tag(query, expected):
    assert rules.asks_for_another(query, 1, 3) == expected
