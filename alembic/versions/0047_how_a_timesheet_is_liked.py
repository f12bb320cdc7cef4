"""how a timesheet is liked"""

import sqlalchemy as sa
from alembic import op


revision = '0047'
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('timesheet_choice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('company_id', sa.Integer(), nullable=False),
    sa.Column('co_worker_id', sa.Integer(), nullable=False),
    sa.Column('quick_input', sa.Boolean(), nullable=False),
    sa.Column('all_activities', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['company_id', 'co_worker_id'], ['co_worker.company_id', 'co_worker.id'], name=op.f('fk_timesheet_choice_company_id_co_worker_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_timesheet_choice_company_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_timesheet_choice')),
    sa.UniqueConstraint('company_id', 'co_worker_id', name=op.f('uq_timesheet_choice_company_id_co_worker_id')),
    sa.UniqueConstraint('company_id', 'id', name=op.f('uq_timesheet_choice_company_id_id'))
    )


def downgrade() -> None:
    op.drop_table('timesheet_choice')
