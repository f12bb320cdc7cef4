"""Fails when one of the files named is larger than a megabyte; run by pre-commit."""

import sys
from pathlib import Path

LARGEST = 1_000_000


def main(names: list[str]) -> int:
    """Name each file that is too large; returns how many there are, at most one."""
    large = [name for name in names if Path(name).stat().st_size > LARGEST]
    for name in large:
        sys.stderr.write(f"{name} is larger than a megabyte\n")
    return min(len(large), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
