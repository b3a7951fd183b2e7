"""Is the record an event by the guidelines (E1-E3)? Features of a whole record for the trained filter."""

from __future__ import annotations

from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.triggers import determiner_of, is_plural


def _bin(score: float) -> str:
    return f"{int(score * 10) / 10:.1f}"


_FINE = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_COARSE = (0.3, 0.5, 0.7, 0.9)


def record_features(reading: Reading, draft: Draft, drafts: list[Draft]) -> list[str]:
    """Give the names of what is true of the record; `drafts` are all that may be records of the release."""
    best = draft.best
    ordered = sorted(draft.scores, reverse=True)
    body = [c for c in draft.mentions if c.zone != "title"]
    rank = min((reading.body_rank.get(c.sentence, 99) for c in body), default=99)
    place = "none" if rank == 99 else "0" if rank == 0 else "1-2" if rank < 3 else "3-6" if rank < 7 else "7+"
    linked = draft.linked.kind if draft.linked else "none"
    main, kind = draft.main, draft.type
    top = draft.mentions[draft.scores.index(best)]
    people = min(len(draft.people), 3)
    titled = len(body) < len(draft.mentions)
    names = [
        f"best={_bin(best)}", f"main={_bin(draft.scores[0])}", f"size={min(len(draft.mentions), 5)}",
        f"second={_bin(ordered[1]) if len(ordered) > 1 else 'none'}", f"type={kind}",
        f"type={kind}/{linked}", f"linked={linked}", f"body={bool(body)}", f"body={bool(body)}/{kind}",
        f"title={titled}/{bool(body)}", f"rank={place}", f"named={draft.name is not None}",
        f"zone={main.zone}", f"lemma={main.lemma}", f"pos={main.pos}", f"grip={top.grip}/{top.pos}",
        f"lemma={top.lemma}/{top.pos}", f"quote={reading.in_quote(top.start)}/{kind}", f"people={people}",
        f"people={people}/{kind}", f"about={min(len(draft.about), 2)}/{kind}", f"anchor={people > 0}/{linked}/{titled}",
        f"type={kind}/{top.pos}/{linked}", f"headline={bool(draft.people & reading.headline_entities)}",
    ]  # fmt: skip
    if draft.linked is not None:
        names.append(f"precision={draft.linked.precision}/{draft.linked.mod}")
    names += [f"over={t}" for t in range(1, 10) if best * 10 >= t]
    names += [f"sum_over={t}" for t in (3, 5, 7, 10, 15, 20, 30) if sum(draft.scores) * 10 >= t]
    if main.pos == "noun":
        names += [f"det={determiner_of(main.token)}", f"plural={is_plural(main.token)}/{linked}"]
    return names + _beside_others(draft, drafts)


def _beside_others(draft: Draft, drafts: list[Draft]) -> list[str]:
    others = [(d.best, d) for d in drafts if d is not draft]
    date = draft.linked.id if draft.linked is not None else ""
    same = max((s for s, d in others if d.type == draft.type), default=0.0)
    twin = max((s for s, d in others if d.type == draft.type and d.linked and d.linked.id == date), default=0.0)
    own = set(draft.sentences)
    near = max((s for s, d in others if not own.isdisjoint(d.sentences)), default=0.0)
    return [
        *_steps("link", draft.link_score, _FINE[5:]), *_steps("likeliest", draft.likeliest, _FINE),
        *_steps("same", same, _COARSE), *_steps("twin", twin, _COARSE), *_steps("near", near, _COARSE),
        *_steps("records", len(drafts), (3, 6, 10, 15, 25)),
    ]  # fmt: skip


def _steps(name: str, value: float, cuts: tuple[float, ...]) -> list[str]:
    return [f"{name}>{cut}" for cut in cuts if value >= cut]
