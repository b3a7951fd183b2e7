"""The measures of GUIDELINES.md section 6: what each is called and how it follows from the counts.

Counts come as arrays, so that one formula serves the sums and every bootstrap draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.model.vocabulary import EVENT_TYPES, NAME_TYPES, STATUSES

Array = NDArray[np.float64]


class Counts:
    """Counts by name, one number per draw; a count that never occurred is zero."""

    def __init__(self, arrays: Mapping[str, Array], draws: int) -> None:
        self._arrays = arrays
        self._zero: Array = np.zeros(draws)

    def __getitem__(self, name: str) -> Array:
        return self._arrays.get(name, self._zero)

    def below(self, prefix: str) -> dict[tuple[str, str], Array]:
        """Give the cells of a table of confusions, by (gold label, predicted label), sorted."""
        cells = {tuple(name.split("|")[1:]): v for name, v in self._arrays.items() if name.startswith(prefix + "|")}
        return {(gold, found): cells[gold, found] for gold, found in sorted(cells)}


@dataclass(frozen=True, slots=True)
class Figures:
    """A measure's main figure for each draw and what it was made from; NaN where it is undefined."""

    value: Array
    parts: dict[str, Array]


def divide(top: Array, bottom: Array, otherwise: float) -> Array:
    """Divide, with a fixed result where the divisor is zero."""
    return np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1), otherwise)


def f1_of(right: Array, found: Array, gold: Array) -> tuple[Array, Array, Array]:
    """Give precision, recall and F1; 0 where they are undefined."""
    precision, recall = divide(right, found, 0.0), divide(right, gold, 0.0)
    return precision, recall, divide(2 * precision * recall, precision + recall, 0.0)


@dataclass(frozen=True, slots=True)
class F1:
    """Precision, recall and F1 of `right` among `found` and `gold` (names of counts)."""

    name: str
    label: str
    right: str
    found: str
    gold: str

    def figures(self, counts: Counts) -> Figures:
        """Give F1 with its parts."""
        right, found, gold = counts[self.right], counts[self.found], counts[self.gold]
        precision, recall, f1 = f1_of(right, found, gold)
        return Figures(f1, {"precision": precision, "recall": recall, "right": right, "predicted": found, "gold": gold})


@dataclass(frozen=True, slots=True)
class Share:
    """A share: `right` (divided by `scale`) of `total`."""

    name: str
    label: str
    right: str
    total: str
    scale: int = 1

    def figures(self, counts: Counts) -> Figures:
        """Give the share with its total."""
        total = counts[self.total]
        return Figures(divide(counts[self.right] / self.scale, total, np.nan), {"of": total})


@dataclass(frozen=True, slots=True)
class MacroF1:
    """The mean end-to-end F1 of the labels that gold has at least once."""

    name: str
    label: str
    prefix: str
    labels: tuple[str, ...]

    def figures(self, counts: Counts) -> Figures:
        """Give the mean with the number of labels in gold."""
        total, seen = np.zeros(1), np.zeros(1)
        for label in self.labels:
            cells = (counts[f"{self.prefix}.{label}.{part}"] for part in ("tp", "pred", "gold"))
            right, found, gold = cells
            total = total + np.where(gold > 0, f1_of(right, found, gold)[2], 0.0)
            seen = seen + (gold > 0)
        return Figures(divide(total, seen, np.nan), {"labels": seen})


@dataclass(frozen=True, slots=True)
class Kappa:
    """Cohen's kappa of a label on matched pairs."""

    name: str
    label: str
    prefix: str

    def figures(self, counts: Counts) -> Figures:
        """Give kappa; 1 where chance alone would agree always."""
        cells = counts.below(self.prefix)
        n = sum(cells.values(), np.zeros(1))
        agreed = sum((v for (gold, found), v in cells.items() if gold == found), np.zeros(1))
        chance = np.zeros(1)
        for label in sorted({label for pair in cells for label in pair}):
            as_gold = sum((v for (gold, _), v in cells.items() if gold == label), np.zeros(1))
            as_found = sum((v for (_, found), v in cells.items() if found == label), np.zeros(1))
            chance = chance + as_gold * as_found
        by_chance = divide(divide(chance, n, np.nan), n, np.nan)
        kappa = divide(divide(agreed, n, np.nan) - by_chance, 1 - by_chance, 1.0)
        return Figures(np.where(n > 0, kappa, np.nan), {"of": n})


Measure = F1 | Share | MacroF1 | Kappa


def _kinds(prefix: str, labels: tuple[str, ...]) -> tuple[F1, ...]:
    return tuple(
        F1(f"{prefix}.{x}", f"  {x}", f"{prefix}.{x}.tp", f"{prefix}.{x}.pred", f"{prefix}.{x}.gold") for x in labels
    )


SECTIONS: tuple[tuple[str, tuple[Measure, ...]], ...] = (
    (
        "Release",
        (
            Share("release_date", "release date right or rightly unknown", "frame.date.same", "frame.releases"),
            F1("release_date.known", "release date known", "frame.date.tp", "frame.date.pred", "frame.date.gold"),
            F1("issuer", "issuer", "frame.issuer.tp", "frame.issuer.pred", "frame.issuer.gold"),
        ),
    ),
    (
        "Names",
        (
            F1("mentions", "mentions exact", "mentions.tp", "mentions.pred", "mentions.gold"),
            *_kinds("mentions", NAME_TYPES),
            F1("mentions.partial", "mentions partial", "mentions.partial.tp", "mentions.pred", "mentions.gold"),
            Share("clusters.precision", "clusters B3 precision", "clusters.precision.milli", "clusters.n", 1000),
            Share("clusters.recall", "clusters B3 recall", "clusters.recall.milli", "clusters.n", 1000),
            Share("countries", "countries of places", "countries.right", "countries.n"),
            F1("roles", "roles", "roles.tp", "roles.pred", "roles.gold"),
        ),
    ),
    (
        "Dates",
        (
            F1("dates.detection", "dates detection", "dates.date.tp", "dates.date.pred", "dates.date.gold"),
            F1("dates", "dates end-to-end strict", "dates.date.strict", "dates.date.pred", "dates.date.gold"),
            F1("dates.lenient", "dates end-to-end lenient", "dates.date.lenient", "dates.date.pred", "dates.date.gold"),
            Share("dates.value", "date value strict on matched", "dates.date.strict", "dates.date.tp"),
            F1("dates.vague", "vague dates detection", "dates.vague.tp", "dates.vague.pred", "dates.vague.gold"),
            F1(
                *("dates.duration", "durations and sets detection"),
                *("dates.duration.tp", "dates.duration.pred", "dates.duration.gold"),
            ),
        ),
    ),
    (
        "Events",
        (
            F1("events", "events detection strict", "events.tp", "events.pred", "events.gold"),
            F1("events.lenient", "events detection lenient", "events.lenient.tp", "events.pred", "events.gold"),
            F1("events.dated", "dated events detection", "events.dated.tp", "events.dated.pred", "events.dated.gold"),
            Share("events.type.accuracy", "event type on matched", "events.type.right", "events.tp"),
            Share("events.status.accuracy", "event status on matched", "events.status.right", "events.tp"),
            Share("events.date.accuracy", "event date strict on matched", "events.date.right", "events.tp"),
            Share("events.date.similar", "event date lenient on matched", "events.date.similar", "events.tp"),
            F1("events.type", "event type end-to-end", "events.type.right", "events.pred", "events.gold"),
            MacroF1("events.type.macro", "event type end-to-end, macro F1", "events.type", EVENT_TYPES),
            *_kinds("events.type", EVENT_TYPES),
            F1("events.status", "event status end-to-end", "events.status.right", "events.pred", "events.gold"),
            MacroF1("events.status.macro", "event status end-to-end, macro F1", "events.status", STATUSES),
            *_kinds("events.status", STATUSES),
            Kappa("events.status.kappa", "event status, kappa", "kappa.status"),
            F1(
                *("events.date", "event date end-to-end strict"),
                *("events.dated.strict", "events.dated.pred", "events.dated.gold"),
            ),
            F1(
                *("events.date.lenient", "event date end-to-end lenient"),
                *("events.dated.lenient", "events.dated.pred", "events.dated.gold"),
            ),
            F1(
                *("events.type_and_date", "MAIN event type and date end-to-end"),
                *("events.dated.type", "events.dated.pred", "events.dated.gold"),
            ),
            F1("participants", "event participants", "participants.tp", "participants.pred", "participants.gold"),
            F1(
                *("participants.role", "event participants with role"),
                *("participants.role.tp", "participants.pred", "participants.gold"),
            ),
            F1("places", "event places", "places.tp", "places.pred", "places.gold"),
        ),
    ),
    (
        "Commitments",
        (
            F1(
                *("commitments.own", "MAIN own commitments detection"),
                *("commitments.own.tp", "commitments.own.pred", "commitments.own.gold"),
            ),
            F1(
                *("commitments.other", "proposals and calls detection"),
                *("commitments.other.tp", "commitments.other.pred", "commitments.other.gold"),
            ),
            F1(
                *("commitments", "commitments of any class detection"),
                *("commitments.tp", "commitments.pred", "commitments.gold"),
            ),
            Share("commitments.class.accuracy", "class on matched", "commitments.class.right", "commitments.tp"),
            Share("strength.accuracy", "strength on matched", "commitments.strength.right", "commitments.tp"),
            Share("strength.near", "strength within a step on matched", "commitments.strength.near", "commitments.tp"),
            Kappa("strength.kappa", "strength, kappa", "kappa.strength"),
            Share("committer.accuracy", "committer on matched", "committer.right", "commitments.tp"),
            Share("addressee.accuracy", "addressee on matched", "addressee.right", "commitments.tp"),
            Share("addressee.calls", "addressee on matched calls", "addressee.calls.right", "addressee.calls"),
            Share("counterparty.accuracy", "counterparty on matched", "counterparty.right", "commitments.tp"),
            Share("polarity.accuracy", "polarity on matched", "commitments.polarity.right", "commitments.tp"),
            F1(
                *("commitments.class", "class end-to-end"),
                *("commitments.class.right", "commitments.pred", "commitments.gold"),
            ),
            F1(
                *("strength", "strength end-to-end"),
                *("commitments.strength.right", "commitments.pred", "commitments.gold"),
            ),
            F1("committer", "committer end-to-end", "committer.right", "commitments.pred", "commitments.gold"),
            F1(
                *("committer.parties", "committers, single parties on matched"),
                *("committer.tp", "committer.pred", "committer.gold"),
            ),
            F1(
                *("counterparty.parties", "counterparties on matched"),
                *("counterparty.tp", "counterparty.pred", "counterparty.gold"),
            ),
            Share("deadlines", "deadline on matched", "deadlines.right", "deadlines.n"),
            F1("targets", "targets on matched", "targets.tp", "targets.pred", "targets.gold"),
            Share("actions", "action, mean word F1 on matched", "words.f1.milli", "commitments.tp", 1000),
            F1("actions.words", "action words of all", "words.tp", "words.pred", "words.gold"),
        ),
    ),
)
MEASURES: tuple[Measure, ...] = tuple(measure for _, measures in SECTIONS for measure in measures)
