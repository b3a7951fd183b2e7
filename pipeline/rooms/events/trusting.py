"""How far a record can be trusted: features for the probability that its type and its date are right."""

from __future__ import annotations

from collections import Counter

from pipeline.rooms.events.choosing import rank_of, steps
from pipeline.rooms.events.drafts import Draft
from pipeline.rooms.events.reading import Reading

_STEPS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.96, 0.98)


def trust_features(reading: Reading, draft: Draft, drafts: list[Draft]) -> list[str]:
    """Give the names of what is true of the record beside the other records of the release."""
    basis, rank = draft.date.basis, rank_of(reading, draft)
    place = str(rank) if rank < 3 else "3-6" if rank < 7 else "none" if rank == 99 else "7+"
    titled = draft.is_titled
    same = [d for d in drafts if d is not draft and d.type == draft.type]
    twin = bool(draft.date.value) and any(d.date.value == draft.date.value for d in same)
    dated = "own" if draft.linked is not None else basis
    return [
        *steps("score", draft.score, _STEPS), *steps("word", draft.best, _STEPS),
        *steps(f"link/{dated}", draft.link_score, _STEPS), *steps(f"date/{dated}", draft.likeliest, _STEPS),
        *steps("votes", agreement(draft), (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)), f"dated={dated}",
        f"dated={dated}/{draft.type}",
        f"basis={basis}", f"type={draft.type}", f"type={draft.type}/{draft.main.pos}", f"rank={place}",
        f"size={min(len(draft.mentions), 4)}", f"title={titled}", f"title={titled}/{place}", f"twin={twin}",
        f"same={min(len(same), 3)}", f"records={min(len(drafts), 12) // 3}", f"named={draft.name is not None}",
        f"source={draft.main.source}", f"grip={draft.main.grip}/{draft.main.pos}", f"parent={draft.parent is not None}",
        f"people={min(len(draft.people), 3)}", f"quote={reading.in_quote(draft.main.start)}",
        f"precision={draft.date.precision}/{dated}", f"lemma={draft.main.lemma}",
    ]  # fmt: skip


def agreement(draft: Draft) -> float:
    """Give the share of the words, weighed by their scores, that are of the record's type."""
    votes: Counter[str] = Counter()
    for candidate, score in zip(draft.mentions, draft.scores, strict=True):
        votes[candidate.type] += score  # type: ignore[assignment]
    return votes[draft.type] / max(1e-9, votes.total())
