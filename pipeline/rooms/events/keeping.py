"""Is the record an event by the guidelines (E1-E3)? Features of a whole record for the trained filter."""

from __future__ import annotations

from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.reading import Reading
from pipeline.rooms.events.triggers import determiner_of, is_plural


def _bin(score: float) -> str:
    return f"{int(score * 10) / 10:.1f}"


def record_features(reading: Reading, draft: Draft) -> list[str]:
    """Give the names of what is true of the record."""
    best = max(draft.scores)
    ordered = sorted(draft.scores, reverse=True)
    body = [c for c in draft.mentions if c.zone != "title"]
    rank = min((reading.body_rank.get(c.sentence, 99) for c in body), default=99)
    place = "none" if rank == 99 else "0" if rank == 0 else "1-2" if rank < 3 else "3-6" if rank < 7 else "7+"
    linked = draft.linked.kind if draft.linked else "none"
    main = draft.main
    names = [
        f"best={_bin(best)}", f"main={_bin(draft.scores[0])}", f"size={min(len(draft.mentions), 5)}",
        f"second={_bin(ordered[1]) if len(ordered) > 1 else 'none'}", f"type={draft.type}",
        f"type={draft.type}/{linked}", f"linked={linked}", f"body={bool(body)}", f"body={bool(body)}/{draft.type}",
        f"title={len(body) < len(draft.mentions)}/{bool(body)}", f"rank={place}", f"named={draft.name is not None}",
        f"zone={main.zone}", f"lemma={main.lemma}", f"pos={main.pos}",
    ]  # fmt: skip
    names += [f"over={t}" for t in range(1, 10) if best * 10 >= t]
    names += [f"sum_over={t}" for t in (3, 5, 7, 10, 15, 20, 30) if sum(draft.scores) * 10 >= t]
    if main.pos == "noun":
        names += [f"det={determiner_of(main.token)}", f"plural={is_plural(main.token)}/{linked}"]
    return names
