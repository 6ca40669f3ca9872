"""What people type: everyday words find the right thing first, and alarming ones show what to do at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from build_tools.collection import Collection
from build_tools.exports.filter import export_filter
from build_tools.exports.scripts import FILTER_SCRIPT_ORDER, joined_scripts
from build_tools.matching import implied_by

SAID = """
bladder-change: wet myself, peed myself, pissed myself, can't wee, can't pee, cannot urinate, can't feel
    when I wee, can't feel when I pee, wee won't come, pee won't start, dribbling, lost control of my
    bladder, incontinent, incontinence, can't empty my bladder, no feeling when I pee, can't control my
    pee, can't control my bladder, bladder weakness
bowel-change: pooed myself, pooped myself, shat myself, soiled myself, lost control of my bowels, can't
    hold my poo, can't control my bowels, can't control my poo, bowel incontinence, leaking poo, accidents
    in my pants
saddle-numbness: numb bum, numb bottom, numb down there, can't feel down there, numb crotch, numb
    privates, numb vagina, numb penis, numb around the anus, saddle anaesthesia, numb between legs, can't
    feel toilet paper, numness down there, my bum is numb, bum numb, bum has gone numb, gone numb down
    below, numb fanny, numb balls, tingling between my legs,
    numb willy
sexual-change: impotence, erectile dysfunction, can't get hard, no feeling during sex
cannot-lift-foot: foot slapping, foot slaps, dropped foot, trip over my foot, dragging my foot, floppy
    foot, can't walk on my heels
started-suddenly: back went, my back went, back gave out, bent over and it went
pain-lower-back: lumbago, lower back ache, low back pain, bad back, slipped disc, lumbargo
back-pain: back ache, my back hurts
leg-pain: sciatica, trapped nerve, pain down my leg, my leg hurts, siatica, sciatca
leg-pain-both: both legs hurt, pain in both legs
leg-weakness-both: legs gone weak, legs won't work, can't move my legs, paralysed, paralyzed legs, legs
    buckling, legs keep giving way
leg-numbness-both: can't feel my legs, both legs numb
leg-gives-way: leg gave way
leg-numbness: dead leg, numb toes, can't feel my foot
leg-tingling: pins and needles, tingly toes, leg fell asleep
after-lifting: put my back out, threw my back out, pulled a muscle, pulled muscle, gardening, moving house
pain-neck: cricked neck, neck pain, my neck hurts
after-crash-hard-fall: whiplash, car accident, rear-ended, fell off a ladder, fell off my horse, hit by a
    car, fell downstairs, fell off my bike, motorbike accident, rugby tackle
after-slight-fall: fell over, tripped up, slipped
fever: high temperature, temperature, hot and shivery, the chills, rigors, shaking
feeling-unwell: feel ill, under the weather, poorly
blood-infection-recent: sepsis, blood poisoning
confusion: delirious, hallucinating, seeing things
weight-loss: losing weight
night-sweats: night sweat, sweating
fainting: passed out, blackout, collapsed, fainted, dizzy, light-headed
vomiting: throwing up, been sick
nausea: sick to my stomach
black-poo: tarry poo
blood-in-pee: blood in my wee, blood in urine, pissing blood, peeing blood
burning-pee: burns when I wee, stings when I pee, water infection, cystitis
breathless-sudden: out of breath, short of breath, breathlessness, can't catch my breath
breathless-severe: can't breathe
coughing-blood: spitting blood
pain-chest: chest pain, tight chest, heart pain, my chest hurts, heart attack
pain-side: kidney pain, flank pain, pain in my side, side pain
pain-upper-belly: stomach ache, tummy ache, tummy hurts
pain-buttock: bum pain, sore bum, buttock pain
pain-hip: hip pain, my hip hurts, sore hip
pain-groin: groin pain
pain-tailbone: coccyx, tail bone, tailbone pain
pain-testicle: ball pain, testicle pain
pain-calf: calf pain
swollen-hot-calf: swollen leg, DVT, blood clot, swollen calf
cold-pale-leg: cold foot, white foot
blistering-rash: shingles, rash
clumsy-hands: dropping things, can't do my buttons
unsteady-walking: losing my balance, walking like a drunk, keep falling over
fragile-bones: osteoporosis, brittle bones, thin bones
cancer-ever: breast cancer, chemo, had cancer
blood-thinner: warfarin, apixaban, blood thinners, rivaroxaban
injects-drugs: heroin, IV drug user
after-spinal-procedure: epidural, lumbar puncture, injection in my back, steroid injection, back operation
steroids-long: prednisolone, steroids
could-be-pregnant: pregnant, expecting, pregnancy
morning-stiffness-short: stiff in the morning
night-pain: wakes me up at night, worse at night, hurts at night
worse-coughing: worse when I sneeze, hurts when I cough
back-shape-change: hunchback, crooked back, hump
lump-on-back: lump on my back
cannot-stand-straight: can't stand up, bent double, back is stuck
stiff-back: locked back, back locked up, seized up, can't bend
muscle-spasm: back spasm
severe-pain: worst pain ever, agony, unbearable
severe-belly-pain: severe stomach pain, unbearable tummy pain
child-wont-walk: toddler won't walk
very-drowsy: won't wake up
rash-not-fading: glass test, spots
waters-broken: waters broke
tightenings: contractions
vaginal-bleeding: spotting
very-tired: tired all the time, exhausted, knackered
low-mood: depressed, anxiety, stressed
poor-sleep: can't sleep
bloated-belly: bloated
heartburn: reflux
red-painful-eye: red eye
leaks-on-coughing: leaking when I cough, wee when I sneeze
long-diarrhoea: runs, the runs
constipation: bunged up
pain-knee: knee pain, my knee hurts
pain-shin: shin pain
pain-heel: heel pain
pain-foot: foot pain, my foot hurts
pain-front-of-thigh: thigh pain
pain-upper-back: upper back pain, pain between shoulder blades, shoulder blade
pain-lower-belly: pelvic pain, pelvic girdle pain, SPD
pain-arm: arm pain
pain-jaw: jaw pain, toothache, jaw
pain-several-joints: sore joints
arm-tingling: can't feel my fingers, numb hand
frequent-pee: can't stop weeing, keep needing a pee, weeing all the time
leg-tingling-both: both feet tingling
leg-weakness: can't stand on tiptoe, weak foot, leg weakness
tearing-pain: ripping pain, tearing pain
kidney-stone-known: kidney stone
worse-deep-breath: pain when I breathe in, hurts to breathe
worse-sitting: hurts to sit, can't sit
after-sport: gym, golf
drip-dialysis: dialysis
age-under-5: toddler
age-5-to-17: teenager
age-70-and-over: pensioner, over 70
given-birth-recently: just had a baby, postpartum
toes-turning-black: toe turned black
height-loss: shrinking
pain-mid-back: bra strap pain
pain-back-of-thigh: hamstring
"""
"""By symptom, what people say for it. Typed as it stands, it finds that symptom before all others."""

ALARMING = {
    "wet myself": "cauda-equina-signs",
    "numb bum": "cauda-equina-signs",
    "numb down there": "cauda-equina-signs",
    "can't feel when I wee": "cauda-equina-signs",
    "pooed myself": "cauda-equina-signs",
    "legs won't work": "both-legs",
    "can't feel my legs": "both-legs",
    "my chest hurts": "heart",
    "tarry poo": "gut-bleeding",
    "foot slapping": "foot-drop",
    "swollen calf": "calf-clot",
}
"""Words that show a rule before anything is ticked."""

CALM = (
    "lumbago", "sciatica", "trapped nerve", "slipped disc", "lower back pain", "bad back", "back went", "hip pain",
    "knee pain", "neck pain", "pulled a muscle", "put my back out", "back spasm", "pins and needles", "numb toes",
    "stiff in the morning", "pregnant", "constipation", "leaking when I cough", "can't sleep", "tired all the time",
)  # fmt: skip
"""Words that show none."""

ASK = """([index, texts]) => {
  const data = Atlas.data.index(index);
  return texts.map((text) =>
    [Atlas.search.find(text, data)[0], Atlas.search.advice(text, data).map((item) => item.rule.id)]);
}"""


@pytest.fixture(scope="module")
def ask(browser: Browser, collection: Collection) -> Iterator[Any]:
    """What the real search makes of texts: the first symptom, and the rules that it shows."""
    (body, *_) = export_filter(collection).values()
    page: Page = browser.new_page()
    page.add_script_tag(content=joined_scripts(FILTER_SCRIPT_ORDER).decode())
    yield lambda texts: page.evaluate(ASK, [json.loads(body), list(texts)])
    page.close()


def test_everyday_words_find_the_right_symptom_first(ask: Any) -> None:
    lines = SAID.replace("\n    ", " ").strip().splitlines()
    asked = [
        (text, id) for id, _, texts in (line.partition(": ") for line in lines) for text in texts.split(", ")
    ]
    assert len(asked) > 250
    answers = zip(asked, ask(text for text, _ in asked), strict=True)
    assert [(text, id, first) for (text, id), (first, _) in answers if first != id] == []


def test_alarming_words_show_their_rule_before_anything_is_ticked(ask: Any) -> None:
    answers = zip(ALARMING.items(), ask(ALARMING), strict=True)
    assert [(text, rule, shown) for (text, rule), (_, shown) in answers if rule not in shown] == []


def test_calm_words_show_no_rule(ask: Any) -> None:
    assert [(text, shown) for text, (_, shown) in zip(CALM, ask(CALM), strict=True) if shown] == []


def test_within_a_question_no_words_stand_at_two_things_unless_one_follows_from_the_other(
    collection: Collection,
) -> None:
    symptoms = collection.symptoms
    at: dict[tuple[str, str], list[str]] = {}
    for symptom in symptoms.values():
        for words in {text.casefold() for text in (symptom.label, *symptom.synonyms)}:
            at.setdefault((symptom.facet, words), []).append(symptom.id)
    unclear = [
        (words, one, other)
        for (_, words), ids in at.items()
        for one, other in combinations(ids, 2)
        if one not in implied_by(other, symptoms)
        and other not in implied_by(one, symptoms)
        and (symptoms[one].one_of is None or symptoms[one].one_of != symptoms[other].one_of)
    ]
    assert unclear == []
