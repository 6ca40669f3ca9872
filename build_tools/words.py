"""The words of templates and scripts, from `strings/<language>.yml`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any


class MissingWords(Exception):
    """A template asks for words that the strings file does not have; `key` is their dotted name."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Words(Mapping[str, Any]):
    """Nested words: `words.condition.summary` and `words["condition"]["summary"]` are the same.

    Raises MissingWords for what is not there.
    """

    def __init__(self, values: Mapping[str, Any], path: str = "") -> None:
        self._written = values
        self._path = path
        self._values = {
            key: Words(value, f"{path}.{key}".lstrip(".")) if isinstance(value, Mapping) else value
            for key, value in values.items()
        }
        # Templates ask for words far more often than they write them: as attributes they cost nothing.
        self.__dict__.update(
            (key, value)
            for key, value in self._values.items()
            if value is not None and not hasattr(Words, key)
        )

    def __getitem__(self, key: str) -> Any:
        value = self._values.get(key)
        if value is None:
            raise MissingWords(f"{self._path}.{key}".lstrip("."))
        return value

    def __getattr__(self, key: str) -> Any:
        if key.startswith("_"):
            raise AttributeError(key)
        return self[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def count(self, key: str, number: int) -> str:
        """`words.count("pages", 3)`: the form `one` or `other` of *key*, with `{number}` filled in."""
        forms = self[key]
        return str(forms["one" if number == 1 else "other"]).format(number=number)

    def date(self, day: datetime.date) -> str:
        """*day* as the language writes it, from the words `date.pattern` and `date.months`."""
        words = self["date"]
        return str(words["pattern"]).format(day=day.day, month=words["months"][day.month - 1], year=day.year)

    def plain(self) -> Mapping[str, Any]:
        """The nested values themselves, for export to scripts."""
        return self._written
