"""`python -m bot.sample FOLDER`: the sample world's facts as files, to try an import with."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.sample.files import write_folder
from bot.sample.world import stories


def main(arguments: list[str] | None = None) -> int:
    """Write the files as of today, and say where they are."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.sample", description="Write the sample customers' facts as CSV."
    )
    parser.add_argument("folder", type=Path, help="where the files go; it is made where it is missing")
    asked = parser.parse_args(arguments)
    for path in write_folder(stories(datetime.now(UTC).date()), asked.folder):
        print(path)  # noqa: T201 - said to the person at the terminal
    return 0


if __name__ == "__main__":
    sys.exit(main())
