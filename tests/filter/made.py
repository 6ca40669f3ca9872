"""Records made by hand, as small as the models allow."""

from __future__ import annotations

import random
from typing import Any, TypeVar

from build_tools.records import Action, Condition, Facet, Place, Record, RedFlag, Symptom

R = TypeVar("R", bound=Record)

REVIEW = {"state": "draft", "date": "2026-01-02", "next": "2027-01-02"}
HISTORY = [{"date": "2026-01-02", "kind": "new", "change": "First version.", "looked_at": "Nothing."}]


def by_id(*records: R) -> dict[str, R]:
    return {record.id: record for record in records}


def symptom(id: str, **fields: Any) -> Symptom:
    return Symptom.model_validate(
        {"id": id, "label": id, "clinical_name": id, "definition": id, "facet": "feels-like", **fields}
    )


def symptoms(*ids: str, **fields: Any) -> dict[str, Symptom]:
    """Symptoms of these ids that can all be old."""
    return by_id(*(symptom(id, can_be_old=True, **fields) for id in ids))


def facet(id: str) -> Facet:
    return Facet(id=id, name=id, question=f"{id}?", description=id)


def rule(id: str, when: Any, urgency: str = "emergency", action: str = "", **fields: Any) -> RedFlag:
    usual = {"emergency": "ambulance", "same-day": "doctor-today", "soon": "book-this-week"}
    case = [{"story": "Somebody.", "ticks": ["a"]}]
    return RedFlag.model_validate(
        {
            "id": id,
            "name": f"{id} name",
            "reason": f"{id} reason",
            "urgency": urgency,
            "action": action or usual[urgency],
            "when": when,
            "fires_when": id,
            "silent_when": id,
            "why": id,
            "source_level": "not-stated",
            "source_says": id,
            "conditions": [],
            "must_fire": case,
            "must_stay_silent": case,
            "review": REVIEW,
            "history": HISTORY,
            **fields,
        }
    )


def condition(id: str, findings: dict[str, str] | None = None, **fields: Any) -> Condition:
    """A condition; *findings* gives each symptom its frequency, with a `*` where it is telling."""
    listed = [
        {"id": name, "frequency": frequency.rstrip("*"), "telling": frequency.endswith("*")}
        for name, frequency in (findings or {"nothing": "rare"}).items()
    ]
    level = fields.pop("commonness", "common")
    against = [{"id": name} for name in fields.pop("against", ())]
    return Condition.model_validate(
        {
            "id": id,
            "name": id,
            "group": "group",
            "tempo": ["days"],
            "care_level": "routine",
            "how_common": {"level": level, "text": id},
            "summary": id,
            "symptoms": listed,
            "against": against,
            "review": REVIEW,
            "history": HISTORY,
            **fields,
        }
    )


def place(id: str, **fields: Any) -> Place:
    words = {
        "emergency": f"{id} number",
        "department": f"{id} department",
        "doctor_today": f"{id} doctor",
        "maternity": f"{id} midwives",
        "appointment": f"{id} practice",
    }
    return Place.model_validate({"id": id, "name": id, "words": words, "checked": "Never.", **fields})


def action(id: str, *levels: str, lowered_to: str | None = None) -> Action:
    return Action.model_validate(
        {"id": id, "levels": levels, "text": f"{id} {{emergency}}", "lowered_to": lowered_to}
    )


ACTIONS = by_id(
    action("ambulance-do-not-move", "emergency", lowered_to="doctor-today"),
    action("ambulance", "emergency", lowered_to="doctor-today"),
    action("emergency-department", "emergency", lowered_to="doctor-today"),
    action("maternity-now", "emergency", "same-day", lowered_to="doctor-today"),
    action("doctor-today", "same-day"),
    action("book-this-week", "soon"),
)


class World:
    """A whole collection made at random, for comparing two implementations. Equal seeds, equal worlds."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        dice = self.dice
        ids = [f"s{number}" for number in range(dice.randint(3, 14))]
        self.symptoms = by_id(*(self._symptom(id, ids) for id in ids))
        self.facets = by_id(facet("who"), facet("where"), facet("feels-like"))
        self.actions = ACTIONS
        self.places = by_id(place("uk", former_ids=["gb"]), place("other"))
        levels = ("emergency", "emergency", "same-day", "soon")
        names = [f"c{number}" for number in range(dice.randint(1, 8))]
        self.rules: dict[str, RedFlag] = {}
        for number in range(dice.randint(0, 7)):
            urgency = dice.choice(levels)
            fitting = [id for id, item in ACTIONS.items() if urgency in item.levels]
            named = dice.sample(names, dice.randint(0, min(2, len(names))))
            id = f"r{number}"
            self.rules[id] = rule(id, self._clause(ids), urgency, dice.choice(fitting), conditions=named)
        self.conditions = by_id(*(self._condition(name, ids) for name in names))

    def _symptom(self, id: str, ids: list[str]) -> Symptom:
        dice = self.dice
        implies: list[Any] = []
        for _ in range(dice.choice((0, 0, 0, 1, 2))):
            target = dice.choice(ids)
            together = dice.sample(ids, dice.randint(1, 2))
            implies.append(target if dice.random() < 0.6 else {"id": target, "with": together})
        return symptom(
            id,
            implies=implies,
            can_be_old=dice.random() < 0.7,
            facet=dice.choice(("who", "where", "feels-like")),
            former_ids=[f"old-{id}"] if dice.random() < 0.3 else [],
        )

    def _clause(self, ids: list[str], depth: int = 0) -> Any:
        dice = self.dice
        if depth == 3 or dice.random() < 0.4:
            return dice.choice(ids)
        parts = [self._clause(ids, depth + 1) for _ in range(dice.randint(1, 4))]
        form = dice.choice(("any", "all", "at_least"))
        return {"at_least": dice.randint(1, 4), "of": parts} if form == "at_least" else {form: parts}

    def _condition(self, id: str, ids: list[str]) -> Condition:
        dice = self.dice
        level = dice.choice(("emergency", "same-day", "routine", "routine", "self-care"))
        frequencies = ("usual", "common", "sometimes", "rare", "not-measured", "usual*", "rare*")
        listed = dice.sample(ids, dice.randint(1, min(6, len(ids))))
        free = [name for name in ids if name not in listed]
        against = dice.sample(free, min(len(free), dice.choice((0, 0, 1, 2))))
        return condition(
            id,
            {name: dice.choice(frequencies) for name in listed},
            name=dice.choice(("Ärm", "arm", "Zed", "Érosion", "erosion", "ßmall", id)),
            care_level=level,
            commonness=dice.choice(
                ("very-common", "common", "uncommon", "rare", "very-rare", "not-measured")
            ),
            against=() if level in ("emergency", "same-day") else against,
        )

    def fragment(self) -> str:
        """What could stand in an address: ticks of all sorts, ids that were renamed, and nonsense."""
        dice = self.dice
        known = [*self.symptoms, *(former for s in self.symptoms.values() for former in s.former_ids)]

        def item() -> str:
            id = (
                dice.choice(known)
                if dice.random() < 0.95
                else dice.choice(("nope", "", "__proto__", "constructor"))
            )
            return id + dice.choice(("", "", "", "~old", "~same", "~", "~new", "~old~same"))

        pairs = []
        for key in ("s", "s", "no", "unsure", "place", "place", "other"):
            if dice.random() < 0.6:
                listed = ",".join(item() for _ in range(dice.randint(0, 5)))
                pairs.append(f"{key}={listed if key != 'place' else dice.choice(('uk', 'gb', 'mars', ''))}")
        dice.shuffle(pairs)
        text = "&".join(pairs)
        if dice.random() < 0.2:
            text = text.replace(",", "%2C").replace("~", "%7e")
        return dice.choice(("#", "")) + text + dice.choice(("", "", "%", "%E0%A4%A", "&", "=", "ü"))
