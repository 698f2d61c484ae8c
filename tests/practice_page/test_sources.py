"""What the page's files promise, read from the files: no HTML from strings, nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "bot" / "practice" / "page"
FILES = sorted(PAGE.iterdir())
PARSES_HTML = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function")
LOADED = re.compile(r"""(?:from|import|src=|href=|url)\s*\(?["'](https?:|//)""")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_turns_text_into_html(path: Path) -> None:
    assert not PARSES_HTML.search(path.read_text())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_is_loaded_from_another_place(path: Path) -> None:
    assert not LOADED.search(path.read_text())


def test_every_import_names_a_file_that_is_there() -> None:
    names = {path.name for path in FILES}
    for path in PAGE.glob("*.js"):
        assert set(re.findall(r"from '\./([\w.]+)'", path.read_text())) <= names, path.name
