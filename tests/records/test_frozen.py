"""What a cache holds of a record thaws to the same record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgpack
import pytest
from hypothesis import given, settings
from pydantic import BaseModel

from aboveboard.records.frozen import freeze, thawer
from aboveboard.records.layout import File, find_files, kind_of
from aboveboard.records.reading import Record, read_file
from case_files import case_texts
from records.check_cases import BASE
from strategies import cases

ROOT = Path(__file__).parents[2]


@given(cases())
@settings(max_examples=40, deadline=None)
def test_records_of_any_case_thaw_to_themselves(drawn: dict[str, Any]) -> None:
    for path, text in case_texts(drawn["case"]).items():
        kind = kind_of(path)
        assert kind is not None
        for record in read_file(File(path, kind), text.encode()).records:
            assert_thaws(record)


@pytest.mark.parametrize("root", [ROOT, BASE], ids=["the example", "the base of the cases"])
def test_every_record_of_a_repository_thaws_to_itself(root: Path) -> None:
    records = list(records_in(root))
    assert len(records) >= 10
    for record in records:
        assert_thaws(record)


def test_what_has_no_frozen_form_is_refused() -> None:
    with pytest.raises(TypeError, match="cannot be frozen"):
        freeze(object())


def test_types_that_are_themselves_when_frozen_need_no_thawing() -> None:
    for annotation in (str, int, bool, str | None, int | None):
        assert thawer(annotation) is None


def test_tuples_of_fixed_length_and_tuples_of_plain_values_thaw() -> None:
    for annotation, value in ((tuple[int, str], (1, "a")), (tuple[str, ...], ("a", "b")), (tuple[()], ())):
        thaw = thawer(annotation)
        assert thaw is not None
        assert thaw(freeze(value)) == value


def assert_thaws(record: Record) -> None:
    packed = msgpack.packb(freeze(record))
    thaw = thawer(type(record))
    assert thaw is not None
    thawed = thaw(msgpack.unpackb(packed))
    assert isinstance(thawed, BaseModel)
    assert thawed == record
    assert type(thawed) is type(record)
    assert shape_of(thawed) == shape_of(record)
    assert msgpack.packb(freeze(thawed)) == packed
    assert thawed.model_copy(update={}) == record


def shape_of(value: Any) -> Any:
    """The types of a value and of everything in it: an enum and its text are equal, and not the same."""
    if isinstance(value, BaseModel):
        return type(value), [shape_of(inner) for inner in value.__dict__.values()]
    if isinstance(value, tuple):
        return type(value), [shape_of(inner) for inner in value]
    if isinstance(value, dict):
        return type(value), [(shape_of(key), shape_of(inner)) for key, inner in value.items()]
    return type(value)


def records_in(root: Path) -> Iterator[Record]:
    for file in find_files(root)[0]:
        yield from read_file(file, (root / file.path).read_bytes()).records
