"""Does the release present the event as occurred, ongoing, planned, proposed or cancelled?"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from pipeline.lang.lexicon import read_table
from pipeline.lang.syntax import clause_of, is_verb, verb_frame
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.models import Models
from pipeline.rooms.events.reading import Reading

POSTPONED = "postponed"
LASTING = frozenset({"CONFLICT", "CRISIS"})
# A day gone by holds nothing planned, a day to come nothing that has occurred.
_IMPOSSIBLE = {"before": ("planned", "proposed"), "after": ("occurred", "ongoing")}
_HEDGES = frozenset({"may", "might", "could"})


@cache
def _cues() -> dict[str, str]:
    return {row["word"]: row["status"] for row in read_table("events/status_cues")}


@cache
def _frames() -> dict[str, str]:
    return {row["verb"]: row["status"] for row in read_table("events/status_frames")}


def framing_verb(candidate: Candidate) -> Token | None:
    """Give the verb whose subject (passive) or object the event's noun is, if it frames the event's status."""
    token = candidate.token
    if candidate.pos != "noun" or token.dep_ not in {"nsubjpass", "nsubj", "dobj"}:
        return None
    verb = token.head
    if not (_frames().keys() & {verb.lemma_.lower(), verb.lower_}):
        # "The meeting is CANCELLED": capitals are read as an adjective or a name.
        verb = next((c for c in verb.children if c.dep_ in {"acomp", "attr"} and c.lower_ in _frames()), verb)
    return verb if _frames().keys() & {verb.lemma_.lower(), verb.lower_} else None


def framed_status(draft: Draft) -> str | None:
    """Give the status that a verb over the event decides ("the meeting was cancelled"), else None.

    "postponed" tells that the event has a new date; its status is then "planned".
    """
    framing = [v for v in (framing_verb(c) for c in draft.mentions) if v is not None]
    told = [_frames().get(v.lemma_.lower()) or _frames()[v.lower_] for v in framing]
    if told:
        return POSTPONED if POSTPONED in told else told[0]
    for candidate in draft.mentions:
        token = candidate.token
        deed = token.head if candidate.pos == "noun" and token.dep_ == "dobj" else token
        if deed.dep_ == "xcomp" and deed.head.lemma_.lower() == "propose":
            return "proposed"
        if candidate.pos == "verb" and verb_frame(token).modal in _HEDGES and len(draft.mentions) == 1:
            return "proposed"
    return None


def is_told_past(draft: Draft, *, perfect: bool = False) -> bool:
    """Say whether the main word is a verb in the simple past ("met"); `perfect` lets "has met" count too."""
    if draft.main.pos != "verb" or draft.main.zone == "title":
        return False
    frame = verb_frame(draft.main.token)
    return frame.tense == "past" and frame.modal is None and not frame.progressive and (perfect or not frame.perfect)


def resolve_status(reading: Reading, draft: Draft, models: Models) -> str:
    """Give the status a framing verb decides, else the one the verb forms, cue words and dates speak for."""
    framed = framed_status(draft)
    if framed == POSTPONED:
        return "planned"
    if framed is not None:
        return framed
    odds = possible_odds(reading, draft, models.status.distribution(status_features(reading, draft)))
    return max(sorted(odds), key=lambda status: odds[status])


def possible_odds(reading: Reading, draft: Draft, odds: dict[str, float]) -> dict[str, float]:
    """Give the odds without those of statuses that the verb form, the type or the date rules out."""
    odds = dict(odds)
    names = status_features(reading, draft)
    told = any(name.endswith(("progressive=True", "cue=ongoing")) for name in names)
    if is_told_past(draft) or (draft.type not in LASTING and not told):
        odds.pop("ongoing", None)
    if is_told_past(draft, perfect=True):
        # The verb is surer than the date: "met" beside a day to come is a slip in the text or a wrong date.
        odds.pop("planned", None)
    else:
        for status in _IMPOSSIBLE.get(when_of(reading, draft), ()):
            odds.pop(status, None)
    return odds


def status_features(reading: Reading, draft: Draft) -> list[str]:
    """Give the names of what is true of the record: verb forms, cue words, its date beside the release's."""
    when, told = _when(reading, draft), when_of(reading, draft)
    frame = verb_frame(clause_of(draft.main.token))
    form = "progressive" if frame.progressive else f"{frame.tense}/{frame.modal or ''}"
    names = [f"type={draft.type}", f"when={when}", f"when={when}/{draft.type}", f"told={told}", f"told={told}/{form}"]
    for number, candidate in enumerate(draft.mentions):
        own = _mention_features(reading, candidate)
        names += own if number else [*own, *(f"main:{name}" for name in own)]
    return names


def _when(reading: Reading, draft: Draft) -> str:
    if draft.linked is None or draft.linked.kind != "vague":
        own = (draft.linked.first, draft.linked.last) if draft.linked is not None else None
        return beside_release(reading, own)
    return f"vague/{draft.linked.mod}"


def when_of(reading: Reading, draft: Draft) -> str:
    """Say where the record's date, own or inherited, lies beside the release's: before, after, day, around..."""
    return beside_release(reading, (draft.date.first, draft.date.last))


def beside_release(reading: Reading, bounds: tuple[str | None, str | None] | None) -> str:
    """Say where first and last day lie beside the release's: before, after, day, around, unplaced, none."""
    dates = reading.release.dates
    day = dates.released.value if dates else None
    if bounds is None:
        return "none" if day else "none/unknown"
    first, last = bounds
    if not day:
        return _beside_limits(reading, first, last)
    if first is None and last is None:
        return "unplaced"
    span = len(day)
    if last is not None and last[:span] < day:
        return "before"
    if first is not None and first[:span] > day:
        return "after"
    if first is not None and first == last:
        return "day"
    return "during" if first is not None and first[:span] < day else "around"


def _beside_limits(reading: Reading, first: str | None, last: str | None) -> str:
    """Say where the days lie beside a release of which only limits are known."""
    released = reading.release.dates.released if reading.release.dates else None
    if released is not None and last is not None and released.not_before and last < released.not_before:
        return "before"
    if released is not None and first is not None and released.not_after and first > released.not_after:
        return "after"
    return "unplaced/unknown"


def _mention_features(reading: Reading, candidate: Candidate) -> list[str]:
    token = candidate.token
    verb = token if candidate.pos == "verb" else _governor(token)
    names = [f"zone={candidate.zone}/{candidate.pos}"]
    if reading.in_quote(candidate.start):
        names.append("quote")
    names += [f"cue={_cues()[t.lower_]}" for t in _near(token) if t.lower_ in _cues()]
    if verb is None:
        return [*names, f"verbless/{token.dep_}", f"verbless/{candidate.pos}"]
    frame = verb_frame(verb)
    direct = "self" if candidate.pos == "verb" else "over"
    key = f"{frame.tense}/{frame.modal or ''}/{'to' if frame.infinitive else ''}"
    names += [f"{direct}={key}", f"{direct}={key}/{candidate.zone}", f"{direct}={verb.tag_}/{verb.dep_}"]
    names += [f"{direct}/perfect={frame.perfect}", f"{direct}/progressive={frame.progressive}"]
    names += [f"{direct}verb={verb.lemma_.lower()}"] if direct == "over" else []
    top = clause_of(verb.head) if verb.dep_ in {"xcomp", "ccomp", "advcl", "acl", "relcl", "pcomp", "conj"} else verb
    if is_verb(top) and top.i != verb.i:
        above = verb_frame(top)
        names += [f"top={above.tense}/{above.modal or ''}/{verb.dep_}", f"topverb={top.lemma_.lower()}"]
    root = token.sent.root
    names.append(f"root={verb_frame(root).tense}" if is_verb(root) else "root=none")
    return names


def _governor(token: Token) -> Token | None:
    at = token
    for _ in range(6):
        if at.head.i == at.i:
            return None
        at = at.head
        if is_verb(at):
            return at
    return None


def _near(token: Token) -> list[Token]:
    near = list(token.children)
    at = token
    for _ in range(3):
        if at.head.i == at.i:
            break
        at = at.head
        near.append(at)
        near += [c for c in at.children if c.dep_ in {"acomp", "advmod", "aux", "attr", "oprd", "xcomp"}]
    return near
