"""`python -m benchmarks [name …]`: measure, print one line per figure, keep the results.

Exits with 1 when a figure misses its target.
"""

import sys
from importlib import import_module

from benchmarks.figures import Figure, heading, keep, line

MODULES = (
    "ledger",
    "queries",
    "pages",
    "events",
    "exports",
    "profile",
    "merging",
    "people",
    "papers",
    "einvoices",
    "payment_files",
    "statements",
    "billing",
    "control",
    "live",
    "timesheet",
)
"""Each has `figures() -> Iterable[Figure]`; in the order in which they run."""


def main(names: list[str]) -> int:
    """Run the modules named, or all of them; returns the exit code."""
    unknown = sorted(set(names) - set(MODULES))
    if unknown:
        print(f"Unknown: {', '.join(unknown)}. There are {', '.join(MODULES)}.")
        return 2
    print(heading())
    measured: list[Figure] = []
    for name in names or MODULES:
        for figure in import_module(f"benchmarks.{name}").figures():
            print(line(figure), flush=True)
            measured.append(figure)
            keep([figure])
    missed = sum(not figure.passed for figure in measured)
    print(f"{len(measured) - missed} of {len(measured)} figures hold.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
