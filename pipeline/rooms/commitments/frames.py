"""The shape of a finding before it is judged: a cue, a content word, and who stands around them."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Frame:
    """One cue over one action. Tokens belong to the doc of the release.

    `head` is the content verb, or (`nominal`) the head noun of the content. `subject` is the head of the noun
    phrase under the action (or, for calls and proposals, of the caller); `addressee` who is asked.
    `agentless`: a passive without an agent, so that nobody is bound by name.
    """

    cue: Token
    commitment_class: str
    strength: str
    family: str
    head: Token
    subject: Token | None = None
    addressee: Token | None = None
    nominal: bool = False
    agentless: bool = False
    negative: bool = False
    possessed: bool = False  # the subject is the possessor of a cue noun
    impersonal: bool = False  # "it was proposed": nobody proposes


LADDER = ("SIGNED", "PLEDGE", "WILL", "INTEND")


def weaker(first: str, second: str) -> str:
    """Give the lower of two steps of the ladder; steps outside it (PROPOSE, CALL) win over it."""
    if first not in LADDER or second not in LADDER:
        return second if second not in LADDER else first
    return max(first, second, key=LADDER.index)
