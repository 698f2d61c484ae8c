"""What `/review import` shows people to write is read as what it is shown for."""

from __future__ import annotations

import io
from functools import partial

import pytest

from reviews.imports.lines import header_of, lines_of
from reviews.imports.model import BadLine, Choices, ImportKind
from reviews.imports.reading import reader_of
from reviews.imports.shape import shape_of
from reviews.messages.import_help import EXAMPLES
from tests.builders import NOW


@pytest.mark.parametrize("kind", ImportKind)
def test_each_example_is_understood_whole(kind: ImportKind) -> None:
    header, line = EXAMPLES[kind]
    content = f"{header}\r\n{line}\r\n".encode()
    choices = Choices()
    shape = shape_of(partial(io.BytesIO, content), "example.csv", choices)
    assert shape.kind is kind
    assert [each.header for each in shape.columns if each.field is None] == []
    stream = io.BytesIO(content)
    header_of(stream, shape.dialect)
    read = reader_of(shape, choices, NOW)
    for number, cells in lines_of(stream, shape.dialect):
        assert not isinstance(cells, BadLine)
        assert not isinstance(read(number, cells), BadLine)
