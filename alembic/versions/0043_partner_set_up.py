"""partner set-up"""

import sqlalchemy as sa
from alembic import op

import moment_ui.models.base

revision = '0043'
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('shared_customer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('company_id', sa.Integer(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('partner_company_id', sa.Integer(), nullable=False),
    sa.Column('partner_customer_id', sa.Integer(), nullable=False),
    sa.Column('in_step', sa.Boolean(), nullable=False),
    sa.Column('passed_over', sa.JSON(), nullable=False),
    sa.Column('created_at', moment_ui.models.base.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['company_id', 'customer_id'], ['customer.company_id', 'customer.id'], name=op.f('fk_shared_customer_company_id_customer_id')),
    sa.ForeignKeyConstraint(['company_id'], ['company.id'], name=op.f('fk_shared_customer_company_id')),
    sa.ForeignKeyConstraint(['partner_company_id'], ['company.id'], name=op.f('fk_shared_customer_partner_company_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shared_customer')),
    sa.UniqueConstraint('company_id', 'id', name=op.f('uq_shared_customer_company_id_id')),
    sa.UniqueConstraint('company_id', 'partner_company_id', 'partner_customer_id', name='uq_shared_customer_partner')
    )
    with op.batch_alter_table('shared_customer', schema=None) as batch_op:
        batch_op.create_index('ix_shared_customer_customer', ['company_id', 'customer_id'], unique=False)

    with op.batch_alter_table('partner_group', schema=None) as batch_op:
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))

    with op.batch_alter_table('partner_member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('changed_by_name', sa.String(length=200), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('changed_at', moment_ui.models.base.UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('partner_member', schema=None) as batch_op:
        batch_op.drop_column('changed_at')
        batch_op.drop_column('changed_by_name')

    with op.batch_alter_table('partner_group', schema=None) as batch_op:
        batch_op.drop_column('version')

    with op.batch_alter_table('shared_customer', schema=None) as batch_op:
        batch_op.drop_index('ix_shared_customer_customer')

    op.drop_table('shared_customer')