"""Links that lead round to where they began."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def in_circles(graph: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """The names from which *graph* leads back to themselves, a step to oneself left out.

    One walk with a stack of its own (Tarjan's strongly connected components): as many steps as there
    are links, however deep they go.
    """
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    work: list[tuple[str, Iterator[str]]] = []

    def enter(name: str) -> None:
        order[name] = low[name] = len(order)
        path.append(name)
        on_path.add(name)
        work.append((name, iter(graph[name])))

    for root in graph:
        if root not in order:
            enter(root)
        while work:
            name, following = work[-1]
            for other in following:
                if other == name or other not in graph:
                    continue
                if other not in order:
                    enter(other)
                    break
                if other in on_path:
                    low[name] = min(low[name], order[other])
            else:
                work.pop()
                if work:
                    before = work[-1][0]
                    low[before] = min(low[before], low[name])
                if low[name] == order[name]:
                    circle = _taken_from(path, name)
                    on_path.difference_update(circle)
                    if len(circle) > 1:
                        yield from circle


def _taken_from(path: list[str], name: str) -> list[str]:
    """What *path* has from *name* on, and has no more. From its end: a long way before it costs nothing."""
    taken: list[str] = []
    while not taken or taken[-1] != name:
        taken.append(path.pop())
    return taken[::-1]
