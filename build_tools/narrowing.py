"""What the filter asks beyond the fixed questions: what would narrow the list, and what is still open.

The reference implementation; `docs/assets/javascripts/narrowing.js` is tested against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

from build_tools.clauses import symptoms_in
from build_tools.matching import Match
from build_tools.records import RedFlag, Symptom
from build_tools.selection import State, findings_of
from build_tools.urgent import Fired

MOST = 5
"""Questions that would narrow the list, at a time."""
PAGES = 5
"""Pages at the head of the list whose warning rules are looked through for open questions."""


def narrowing(
    matches: Sequence[Match],
    symptoms: Mapping[str, Symptom],
    state: State,
    apart: Set[str],
) -> tuple[str, ...]:
    """Ids of up to five findings that would split the list of *matches* most evenly, best first.

    Were each listed page as likely as the next, and a finding there if and only if its record lists it,
    a finding on k of n pages would gain most information where k is nearest to half of n. The measure
    orders questions and says nothing about people: pages are not equally likely, and records are not
    complete. What was answered or follows from a tick is not asked again, nor is anything in *apart*:
    the warning questions, and who it is about.
    """
    known = findings_of(state, symptoms).ticked | state.unsure | state.no
    found = Counter(finding.id for match in matches for finding in match.condition.symptoms)
    place = {id: at for at, id in enumerate(symptoms)}
    asked = [
        (abs(2 * count - len(matches)), place[id], id)
        for id, count in found.items()
        if 0 < count < len(matches) and id in place and id not in known and id not in apart
    ]
    return tuple(id for _, _, id in sorted(asked)[:MOST])


def still_open(
    matches: Sequence[Match],
    rules: Iterable[RedFlag],
    questions: Sequence[str],
    symptoms: Mapping[str, Symptom],
    state: State,
    fired: Iterable[Fired],
) -> tuple[str, ...]:
    """Warning *questions* without an answer that rules of the first pages of *matches* ask, in their order.

    A rule that fired already asks nothing more.
    """
    known = findings_of(state, symptoms).ticked | state.unsure | state.no
    named = {match.condition.id for match in matches[:PAGES]}
    heard = {item.rule.id for item in fired}
    asked = {
        id
        for rule in rules
        if rule.id not in heard and not named.isdisjoint(rule.conditions)
        for id in symptoms_in(rule.when)
    }
    return tuple(id for id in questions if id in asked and id not in known)
