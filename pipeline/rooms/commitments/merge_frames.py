"""One frame for one action: chains of cues and rival frames over the same head."""

from __future__ import annotations

import dataclasses

from pipeline.rooms.commitments.frames import Frame, weaker

# "We want to encourage all to save water": who wants so asks for it.
_WISHES = ("want", "wish")


def merge_chains(found: list[Frame]) -> list[Frame]:
    """Merge frames of one chain ("plans to seek to buy", "will work towards opening") and drop doubles."""
    found = sorted(found, key=lambda f: (f.head.i, f.cue.i, f.strength))
    outer_of = {f.head.i: f for f in found if not f.nominal}
    kept: dict[int, Frame] = {}
    swallowed = set()
    for frame in found:
        outer = outer_of.get(frame.cue.i)
        if outer is None or outer is frame or outer.cue.i == frame.cue.i:
            continue
        asked = frame.family.endswith("passive") and frame.commitment_class != "OWN"
        wishes = outer.family in _WISHES and frame.commitment_class == "CALL"
        if outer.commitment_class == "CALL" and frame.commitment_class == "OWN":
            swallowed.add(id(frame))  # "urged the banks to work towards opening": the working is asked for
        elif frame.commitment_class == "OWN" or asked or wishes:
            swallowed.add(id(outer))
        else:
            swallowed.add(id(frame))
    for frame in found:
        if id(frame) in swallowed:
            continue
        outer = outer_of.get(frame.cue.i)
        chained = outer is not None and outer is not frame and outer.cue.i != frame.cue.i
        if outer is not None and chained and frame.commitment_class == "OWN":
            frame = dataclasses.replace(
                frame,
                commitment_class=outer.commitment_class if outer.commitment_class != "OWN" else frame.commitment_class,
                strength=weaker(outer.strength, frame.strength),
                subject=outer.subject or frame.subject,
                addressee=outer.addressee,
            )
        if outer is not None and chained and frame.commitment_class == "CALL" and outer.family in _WISHES:
            frame = dataclasses.replace(frame, subject=outer.subject or frame.subject)
        if frame.family == "pledge" and any(f.family == "signed" and f.cue.i == frame.cue.i for f in found):
            continue  # "agreed to sign a memorandum to share": the sharing is what was promised
        other = kept.get(frame.head.i)
        if other is None or _rank(frame) > _rank(other):
            kept[frame.head.i] = frame
    return [kept[i] for i in sorted(kept)]


def _rank(frame: Frame) -> tuple[int, int]:
    """Order rival frames of one head: calls with somebody asked, then the cue nearest to the head."""
    weight = 3 if frame.family == "signed" else 2 if frame.addressee is not None else 1
    return (0 if frame.family == "would" else weight, frame.cue.i)
