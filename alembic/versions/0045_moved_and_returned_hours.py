"""moved and returned hours"""

import sqlalchemy as sa
from alembic import op

import moment_ui.models.base

revision = '0045'
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('hours_move',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('company_id', sa.Integer(), nullable=False),
    sa.Column('batch', sa.String(length=32), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('co_worker_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('from_activity_id', sa.Integer(), nullable=False),
    sa.Column('to_activity_id', sa.Integer(), nullable=False),
    sa.Column('from_name', sa.String(length=500), nullable=False),
    sa.Column('to_name', sa.String(length=500), nullable=False),
    sa.Column('from_billable_minutes', sa.Integer(), nullable=False),
    sa.Column('home_company_id', sa.Integer(), nullable=True),
    sa.Column('home_record_id', sa.Integer(), nullable=True),
    sa.Column('record_version', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('by_name', sa.String(length=200), nullable=False),
    sa.Column('at', moment_ui.models.base.UtcDateTime(), nullable=False),
    sa.Column('undone_at', moment_ui.models.base.UtcDateTime(), nullable=True),
    sa.Column('undone_by_name', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['company_id', 'co_worker_id'], ['co_worker.company_id', 'co_worker.id'], name=op.f('fk_hours_move_company_id_co_worker_id')),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_hours_move_company_id')),
    sa.ForeignKeyConstraint(['home_company_id'], ['company.id'], name=op.f('fk_hours_move_home_company_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hours_move')),
    sa.UniqueConstraint('company_id', 'id', name=op.f('uq_hours_move_company_id_id'))
    )
    with op.batch_alter_table('hours_move', schema=None) as batch_op:
        batch_op.create_index('ix_hours_move_batch', ['company_id', 'batch'], unique=False)
        batch_op.create_index('ix_hours_move_record', ['company_id', 'record_id'], unique=False)

    op.add_column('time_record', sa.Column('returned', sa.String(length=500), nullable=False, server_default=''))



def downgrade() -> None:
    op.drop_column('time_record', 'returned')

    with op.batch_alter_table('hours_move', schema=None) as batch_op:
        batch_op.drop_index('ix_hours_move_record')
        batch_op.drop_index('ix_hours_move_batch')

    op.drop_table('hours_move')
