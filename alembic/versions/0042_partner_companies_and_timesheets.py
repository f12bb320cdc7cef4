"""partner companies and timesheets"""

import sqlalchemy as sa
from alembic import op

import moment_ui.models.base

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('hours_type',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('company_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=False),
    sa.Column('wage_code', sa.String(length=40), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_hours_type_company_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hours_type')),
    sa.UniqueConstraint('company_id', 'id', name=op.f('uq_hours_type_company_id_id')),
    sa.UniqueConstraint('company_id', 'name', name=op.f('uq_hours_type_company_id_name'))
    )
    op.create_table('partner_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('main_company_id', sa.Integer(), nullable=False),
    sa.Column('created_at', moment_ui.models.base.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['main_company_id'], ['company.id'], name=op.f('fk_partner_group_main_company_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner_group'))
    )
    op.create_table('partner_settings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('company_id', sa.Integer(), nullable=False),
    sa.Column('enabled', sa.Boolean(), nullable=False),
    sa.Column('enabled_at', moment_ui.models.base.UtcDateTime(), nullable=True),
    sa.Column('share_customers', sa.Boolean(), nullable=False),
    sa.Column('share_projects', sa.Boolean(), nullable=False),
    sa.Column('share_tasks', sa.Boolean(), nullable=False),
    sa.Column('share_expenses', sa.Boolean(), nullable=False),
    sa.Column('share_rates', sa.Boolean(), nullable=False),
    sa.Column('checked_at', moment_ui.models.base.UtcDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_partner_settings_company_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner_settings')),
    sa.UniqueConstraint('company_id', 'id', name=op.f('uq_partner_settings_company_id_id')),
    sa.UniqueConstraint('company_id', name=op.f('uq_partner_settings_company_id'))
    )
    op.create_table('partner_customer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('company_id', sa.Integer(), nullable=False),
    sa.Column('partner_company_id', sa.Integer(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('attached_at', moment_ui.models.base.UtcDateTime(), nullable=False),
    sa.Column('attached_by_name', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['company_id', 'customer_id'], ['customer.company_id', 'customer.id'], name=op.f('fk_partner_customer_company_id_customer_id')),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_partner_customer_company_id')),
    sa.ForeignKeyConstraint(['partner_company_id'], ['company.id'], name=op.f('fk_partner_customer_partner_company_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner_customer')),
    sa.UniqueConstraint('company_id', 'id', name=op.f('uq_partner_customer_company_id_id')),
    sa.UniqueConstraint('company_id', 'partner_company_id', name=op.f('uq_partner_customer_company_id_partner_company_id'))
    )
    op.create_table('partner_member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('company_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('invited', 'confirmed', 'paused', 'declined', 'left', native_enum=False, length=32), nullable=False),
    sa.Column('asked_by_company_id', sa.Integer(), nullable=False),
    sa.Column('asked_by_name', sa.String(length=200), nullable=False),
    sa.Column('asked_at', moment_ui.models.base.UtcDateTime(), nullable=False),
    sa.Column('reminded_at', moment_ui.models.base.UtcDateTime(), nullable=True),
    sa.Column('answered_by_name', sa.String(length=200), nullable=False),
    sa.Column('answered_at', moment_ui.models.base.UtcDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['asked_by_company_id'], ['company.id'], name=op.f('fk_partner_member_asked_by_company_id')),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_partner_member_company_id')),
    sa.ForeignKeyConstraint(['group_id'], ['partner_group.id'], name=op.f('fk_partner_member_group_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner_member')),
    sa.UniqueConstraint('company_id', 'group_id', name=op.f('uq_partner_member_company_id_group_id'))
    )
    with op.batch_alter_table('partner_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_partner_member_group_id'), ['group_id'], unique=False)
        batch_op.create_index('uq_partner_member_in_one_group', ['company_id'], unique=True, sqlite_where=sa.text("state IN ('confirmed', 'paused')"), postgresql_where=sa.text("state IN ('confirmed', 'paused')"))

    op.create_table('timesheet_week',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('company_id', sa.Integer(), nullable=False),
    sa.Column('co_worker_id', sa.Integer(), nullable=False),
    sa.Column('monday', sa.Date(), nullable=False),
    sa.Column('submitted_at', moment_ui.models.base.UtcDateTime(), nullable=False),
    sa.Column('submitted_by_name', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['company_id', 'co_worker_id'], ['co_worker.company_id', 'co_worker.id'], name=op.f('fk_timesheet_week_company_id_co_worker_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_timesheet_week_company_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_timesheet_week')),
    sa.UniqueConstraint('company_id', 'co_worker_id', 'monday', name=op.f('uq_timesheet_week_company_id_co_worker_id_monday')),
    sa.UniqueConstraint('company_id', 'id', name=op.f('uq_timesheet_week_company_id_id'))
    )
    op.create_table('hours_sign_off',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('company_id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('partner_company_id', sa.Integer(), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('until_day', sa.Date(), nullable=False),
    sa.Column('home_minutes', sa.Integer(), nullable=False),
    sa.Column('main_minutes', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('note', sa.String(length=1000), nullable=False),
    sa.Column('by_name', sa.String(length=200), nullable=False),
    sa.Column('at', moment_ui.models.base.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['company_id', 'project_id'], ['project.company_id', 'project.id'], name=op.f('fk_hours_sign_off_company_id_project_id')),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_hours_sign_off_company_id')),
    sa.ForeignKeyConstraint(['partner_company_id'], ['company.id'], name=op.f('fk_hours_sign_off_partner_company_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hours_sign_off')),
    sa.UniqueConstraint('company_id', 'id', name=op.f('uq_hours_sign_off_company_id_id'))
    )
    with op.batch_alter_table('hours_sign_off', schema=None) as batch_op:
        batch_op.create_index('ix_hours_sign_off_project', ['company_id', 'project_id', 'partner_company_id'], unique=False)

    op.create_table('project_share',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('company_id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('partner_company_id', sa.Integer(), nullable=False),
    sa.Column('secondary_project_id', sa.Integer(), nullable=False),
    sa.Column('created_at', moment_ui.models.base.UtcDateTime(), nullable=False),
    sa.Column('removed_at', moment_ui.models.base.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['company_id', 'project_id'], ['project.company_id', 'project.id'], name=op.f('fk_project_share_company_id_project_id')),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_project_share_company_id')),
    sa.ForeignKeyConstraint(['partner_company_id'], ['company.id'], name=op.f('fk_project_share_partner_company_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project_share')),
    sa.UniqueConstraint('company_id', 'id', name=op.f('uq_project_share_company_id_id')),
    sa.UniqueConstraint('company_id', 'project_id', 'partner_company_id', name=op.f('uq_project_share_company_id_project_id_partner_company_id'))
    )
    op.create_table('hours_news',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('company_id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.Column('co_worker_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('minutes_before', sa.Integer(), nullable=False),
    sa.Column('minutes_after', sa.Integer(), nullable=False),
    sa.Column('at', moment_ui.models.base.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['company_id', 'activity_id'], ['activity.company_id', 'activity.id'], name=op.f('fk_hours_news_company_id_activity_id')),
    sa.ForeignKeyConstraint(['company_id', 'co_worker_id'], ['co_worker.company_id', 'co_worker.id'], name=op.f('fk_hours_news_company_id_co_worker_id')),
    sa.ForeignKeyConstraint(['company_id', 'project_id'], ['project.company_id', 'project.id'], name=op.f('fk_hours_news_company_id_project_id')),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_hours_news_company_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hours_news')),
    sa.UniqueConstraint('company_id', 'id', name=op.f('uq_hours_news_company_id_id'))
    )
    with op.batch_alter_table('hours_news', schema=None) as batch_op:
        batch_op.create_index('ix_hours_news_project', ['company_id', 'project_id', 'id'], unique=False)

    op.create_table('timesheet_row',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('company_id', sa.Integer(), nullable=False),
    sa.Column('co_worker_id', sa.Integer(), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['company_id', 'activity_id'], ['activity.company_id', 'activity.id'], name=op.f('fk_timesheet_row_company_id_activity_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['company_id', 'co_worker_id'], ['co_worker.company_id', 'co_worker.id'], name=op.f('fk_timesheet_row_company_id_co_worker_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_timesheet_row_company_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_timesheet_row')),
    sa.UniqueConstraint('company_id', 'co_worker_id', 'activity_id', name=op.f('uq_timesheet_row_company_id_co_worker_id_activity_id')),
    sa.UniqueConstraint('company_id', 'id', name=op.f('uq_timesheet_row_company_id_id'))
    )
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.add_column(sa.Column('main_activity_id', sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_activity_company_id_project_id_main_activity_id'), ['company_id', 'project_id', 'main_activity_id'])

    with op.batch_alter_table('co_worker', schema=None) as batch_op:
        batch_op.add_column(sa.Column('home_company_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('home_co_worker_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('invited_at', moment_ui.models.base.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('approver_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('hours_locked_before', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('day_minutes', sa.Integer(), nullable=False, server_default="450"))
        batch_op.create_unique_constraint(batch_op.f('uq_co_worker_company_id_home_company_id_home_co_worker_id'), ['company_id', 'home_company_id', 'home_co_worker_id'])
        batch_op.create_foreign_key(batch_op.f('fk_co_worker_home_company_id'), 'company', ['home_company_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_co_worker_company_id_approver_id'), 'co_worker', ['company_id', 'approver_id'], ['company_id', 'id'])

    with op.batch_alter_table('milestone', schema=None) as batch_op:
        batch_op.add_column(sa.Column('main_milestone_id', sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_milestone_company_id_project_id_main_milestone_id'), ['company_id', 'project_id', 'main_milestone_id'])

    with op.batch_alter_table('number_series', schema=None) as batch_op:
        batch_op.add_column(sa.Column('inherited', sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.add_column(sa.Column('main_company_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('main_project_id', sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_project_company_id_main_company_id_main_project_id'), ['company_id', 'main_company_id', 'main_project_id'])
        batch_op.create_foreign_key(batch_op.f('fk_project_main_company_id'), 'company', ['main_company_id'], ['id'])

    with op.batch_alter_table('time_record', schema=None) as batch_op:
        batch_op.add_column(sa.Column('hours_type_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('origin_company_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('origin_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('mirror_company_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('corrected', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_foreign_key(batch_op.f('fk_time_record_mirror_company_id'), 'company', ['mirror_company_id'], ['id'])
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default="1"))
        batch_op.create_index('uq_time_record_origin', ['company_id', 'origin_company_id', 'origin_id'], unique=True, sqlite_where=sa.text('origin_id IS NOT NULL'), postgresql_where=sa.text('origin_id IS NOT NULL'))
        batch_op.create_foreign_key(batch_op.f('fk_time_record_origin_company_id'), 'company', ['origin_company_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_time_record_company_id_hours_type_id'), 'hours_type', ['company_id', 'hours_type_id'], ['company_id', 'id'])



def downgrade() -> None:
    with op.batch_alter_table('time_record', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_time_record_company_id_hours_type_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_time_record_mirror_company_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_time_record_origin_company_id'), type_='foreignkey')
        batch_op.drop_index('uq_time_record_origin', sqlite_where=sa.text('origin_id IS NOT NULL'), postgresql_where=sa.text('origin_id IS NOT NULL'))
        batch_op.drop_column('version')
        batch_op.drop_column('corrected')
        batch_op.drop_column('mirror_company_id')
        batch_op.drop_column('origin_id')
        batch_op.drop_column('origin_company_id')
        batch_op.drop_column('hours_type_id')

    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_project_main_company_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_project_company_id_main_company_id_main_project_id'), type_='unique')
        batch_op.drop_column('main_project_id')
        batch_op.drop_column('main_company_id')

    with op.batch_alter_table('number_series', schema=None) as batch_op:
        batch_op.drop_column('inherited')

    with op.batch_alter_table('milestone', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_milestone_company_id_project_id_main_milestone_id'), type_='unique')
        batch_op.drop_column('main_milestone_id')

    with op.batch_alter_table('co_worker', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_co_worker_company_id_approver_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_co_worker_home_company_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_co_worker_company_id_home_company_id_home_co_worker_id'), type_='unique')
        batch_op.drop_column('day_minutes')
        batch_op.drop_column('hours_locked_before')
        batch_op.drop_column('approver_id')
        batch_op.drop_column('invited_at')
        batch_op.drop_column('home_co_worker_id')
        batch_op.drop_column('home_company_id')

    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_activity_company_id_project_id_main_activity_id'), type_='unique')
        batch_op.drop_column('main_activity_id')

    op.drop_table('timesheet_row')
    with op.batch_alter_table('hours_news', schema=None) as batch_op:
        batch_op.drop_index('ix_hours_news_project')

    op.drop_table('hours_news')
    op.drop_table('project_share')
    with op.batch_alter_table('hours_sign_off', schema=None) as batch_op:
        batch_op.drop_index('ix_hours_sign_off_project')

    op.drop_table('hours_sign_off')
    op.drop_table('timesheet_week')
    with op.batch_alter_table('partner_member', schema=None) as batch_op:
        batch_op.drop_index('uq_partner_member_in_one_group', sqlite_where=sa.text("state IN ('confirmed', 'paused')"), postgresql_where=sa.text("state IN ('confirmed', 'paused')"))
        batch_op.drop_index(batch_op.f('ix_partner_member_group_id'))

    op.drop_table('partner_member')
    op.drop_table('partner_customer')
    op.drop_table('partner_settings')
    op.drop_table('partner_group')
    op.drop_table('hours_type')
