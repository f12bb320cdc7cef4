"""SQLite chooses its indices by statistics that somebody must gather."""

from moment_ui.core.actor import Actor
from moment_ui.db.engine import engine, look_at_the_data


def test_looking_at_the_data_gives_the_planner_its_statistics(actor: Actor) -> None:
    look_at_the_data()
    with engine().connect() as connection:
        if engine().dialect.name != "sqlite":
            return
        counted = connection.exec_driver_sql("SELECT count(*) FROM sqlite_stat1").scalar()
    assert counted
