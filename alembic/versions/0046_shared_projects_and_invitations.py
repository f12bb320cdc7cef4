"""shared projects and invitations"""

import sqlalchemy as sa
from alembic import op

revision = '0046'
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('co_worker', schema=None) as batch_op:
        batch_op.add_column(sa.Column('invited_by_name', sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('invite_mail', sa.Enum('none', 'pending', 'sent', 'outbox', 'failed', native_enum=False, length=32), nullable=False, server_default="none"))

    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.add_column(sa.Column('main_number', sa.String(length=40), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('main_leader', sa.String(length=200), nullable=False, server_default=""))

    with op.batch_alter_table('project_share', schema=None) as batch_op:
        batch_op.add_column(sa.Column('secondary_number', sa.String(length=40), nullable=False, server_default=""))



def downgrade() -> None:
    with op.batch_alter_table('project_share', schema=None) as batch_op:
        batch_op.drop_column('secondary_number')

    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.drop_column('main_leader')
        batch_op.drop_column('main_number')

    with op.batch_alter_table('co_worker', schema=None) as batch_op:
        batch_op.drop_column('invite_mail')
        batch_op.drop_column('invited_by_name')

