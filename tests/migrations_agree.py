"""Fails when the models say something that no migration does; run by pre-commit on a new database."""

import os
import subprocess
import sys
import tempfile


def main() -> int:
    """Migrate an empty database and let Alembic compare it with the models."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": ""}
        for command in (["upgrade", "head"], ["check"]):
            alembic = [sys.executable, "-m", "alembic", *command]
            if code := subprocess.run(alembic, env=environment, check=False).returncode:
                return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
