"""Which date a whole record has: one in reach of its words, that of a record it is part of, or none (V1-V5).

The date model looks at one word and one date. Here all words, dates and records of the release are weighed together.
"""

from __future__ import annotations

from pipeline.lang.syntax import clause_of, verb_frame
from pipeline.model.records import Date
from pipeline.rooms.events.dating import event_date, linked_dates
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.models import Models
from pipeline.rooms.events.parents import is_below, link_parents, parent_scores
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.status import beside_release

CHOOSE = 0.36
_OWN = 0.3  # from which a date in reach of the record's own words counts as its own
_LIKELY = 0.5
_DEICTIC = frozenset({"today", "yesterday", "tomorrow", "this year", "tonight"})
_STEPS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_COARSE = (0.1, 0.3, 0.5, 0.7, 0.9)
_DOUBT = 0.3  # how much a date counts for a parent that has a likelier one


def steps(name: str, value: float, cuts: tuple[float, ...]) -> list[str]:
    """Give one feature for each cut that the value reaches."""
    return [f"{name}>{cut}" for cut in cuts if value >= cut]


class Choices:
    """The dates of a release, and how probably each record of it is part of each other one; gives them parents."""

    def __init__(self, reading: Reading, drafts: list[Draft], models: Models) -> None:
        self.reading = reading
        self.drafts = drafts
        self.dates = linked_dates(reading)
        self.order = {d.id: n for n, d in enumerate(self.dates)}
        scores = parent_scores(reading, drafts, models)
        link_parents(drafts, scores)
        self._parent = {(drafts[c], drafts[p]): score for (c, p), score in scores.items()}
        # Of each date, by its id: the records with a word that it may date, and how probably; the rest have 0.
        self._in_reach: dict[str, list[tuple[Draft, float, bool]]] = {}
        for draft in drafts:
            likeliest = draft.likeliest
            for date in draft.date_scores:
                score = draft.score_of(date)
                self._in_reach.setdefault(date, []).append((draft, score, score >= likeliest))

    def heir(self, draft: Draft, date: Date) -> tuple[Draft | None, float]:
        """Give the record from which the draft most probably inherits the date, and how probable that is."""
        best: tuple[Draft | None, float] = (None, 0.0)
        for other, own, is_its_best in self._in_reach.get(date.id, ()):
            if other is draft:
                continue
            score = own * (self._parent[draft, other] * (1.0 if is_its_best else _DOUBT))
            if score > best[1]:
                best = (other, score)
        return best

    def parent_score(self, draft: Draft, other: Draft) -> float:
        """Give how probably the record is part of the other one."""
        return self._parent[draft, other]

    def rival(self, draft: Draft, date: Date) -> tuple[float, float]:
        """Give how probably the date is that of another record, and of another one of the same type."""
        others = [(d, score) for d, score, _ in self._in_reach.get(date.id, ()) if d is not draft]
        any_type = max((score for _, score in others), default=0.0)
        return any_type, max((score for d, score in others if d.type == draft.type), default=0.0)


def is_own(own: float, inherited: float) -> bool:
    """Say whether a date is the record's own, and not that of a record it is part of."""
    return own >= _OWN or own >= inherited


def choose_date(view: Choices, draft: Draft, models: Models) -> None:
    """Give the draft its date, and the parent it has it from; none when no date is probable enough."""
    date, best = None, CHOOSE
    for other in view.dates:
        score = models.choose.score(choice_features(view, draft, other))
        if score > best:
            date, best = other, score
    draft.linked, draft.link_score, draft.date = None, 0.0, event_date(None)
    if date is None:
        return
    parent, inherited = view.heir(draft, date)
    own = draft.score_of(date.id)
    if is_own(own, inherited) or parent is None:
        draft.linked, draft.link_score, draft.date = date, best, event_date(date)
    else:
        draft.date = event_date(date, "inherited")
        if draft.parent is None and not is_below(parent, draft):
            draft.parent = parent


def choice_features(view: Choices, draft: Draft, date: Date) -> list[str]:
    """Give the names of what is true of the record and the date."""
    reading, kind = view.reading, draft.type
    where = reading.sentence_of(date.start)
    gap = min((abs(s - where) for s in draft.sentences), default=9)
    near = str(gap) if gap < 2 else "2-4" if gap < 5 else "5+"
    when = beside_release(reading, (date.first, date.last))
    titled = draft.is_titled
    rank = min(rank_of(reading, draft), 4)
    names = [
        f"gap={near}", f"gap={near}/{kind}", f"kind={date.kind}", f"prec={date.precision}",
        f"prec={date.precision}/{kind}", f"basis={date.basis}", f"mod={date.mod}", f"mod={date.mod}/{kind}",
        f"zone={reading.zone_of(date.start)}/{titled}", f"release={_is_release(reading, date)}/{date.basis}/{near}",
        f"when={when}", f"when={when}/{_tense(draft)}", f"when={when}/{kind}", f"order={min(view.order[date.id], 3)}",
        f"dates={min(len(view.dates), 6)}", f"only={len(view.dates) == 1}/{near}", f"type={kind}",
        f"type={kind}/{draft.main.pos}", f"lemma={draft.main.lemma}", f"rank={rank}",
        f"title={titled}/{view.order[date.id] == 0}", f"name={draft.name is not None}",
        f"quote={reading.in_quote(draft.main.start)}",
    ]  # fmt: skip
    text = reading.text[date.start : date.end].casefold()
    names.append(f"text={text if text in _DEICTIC else ''}/{near}/{draft.main.pos}")
    return names + _scores(view, draft, date, [kind, str(date.precision), near, f"{when}/{_tense(draft)}", f"{titled}"])


def _scores(view: Choices, draft: Draft, date: Date, told: list[str]) -> list[str]:
    best = draft.score_of(date.id)
    others = max((draft.score_of(d) for d in draft.date_scores if d != date.id), default=0.0)
    scored = draft.date_scores.get(date.id, [])
    main = max((score for score, start in scored if start == draft.main.start), default=0.0)
    parent, inherited = view.heir(draft, date)
    rival, same = view.rival(draft, date)
    reach = bool(scored)
    names = [
        *steps("best", best, _STEPS), *steps("other", others, _STEPS), f"top={best > others}", f"reach={reach}",
        *steps("main", main, _COARSE), *steps("sum", sum(s for s, _ in scored), (0.5, 1, 1.5, 2, 3)),
        *steps("inherited", inherited, _STEPS[:-2]), *steps(f"inherited/{reach}", inherited, (0.1, 0.2, 0.3, 0.5)),
        *steps("rival", rival, _COARSE[1:]), *steps("same", same, _COARSE[1:]),
    ]  # fmt: skip
    if parent is not None and inherited > _COARSE[0]:
        names.append(f"from={parent.type}<{draft.type}")
    if best >= _LIKELY:
        names += [f"yes/{x}" for x in (*told, draft.main.lemma)]
    if best > others:
        names += [f"top/{x}" for x in told]
    return names


def rank_of(reading: Reading, draft: Draft) -> int:
    """Give the place of the draft's earliest sentence among those of the body, 99 when it has none there."""
    return min((reading.body_rank.get(c.sentence, 99) for c in draft.mentions), default=99)


def _is_release(reading: Reading, date: Date) -> bool:
    dates = reading.release.dates
    return date.value is not None and dates is not None and date.value == dates.released.value


def _tense(draft: Draft) -> str:
    frame = verb_frame(clause_of(draft.main.token))
    return "progressive" if frame.progressive else f"{frame.tense}/{frame.modal or ''}"
