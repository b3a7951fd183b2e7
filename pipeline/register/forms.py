"""Legal forms and kind words at the end of companies' names: whether they tell two bodies of a run apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pipeline.lang.places import city_readings, country_code
from pipeline.register.generic import is_generic, kind_of_word, without_legal_form
from pipeline.register.verdict import is_alone

# The same legal form written in two ways.
_SAME = {"incorporated": "inc", "limited": "ltd", "corporation": "corp", "company": "co"}


def legal_forms(key: str) -> frozenset[str]:
    """Give the legal forms that end a company's key, each in its short spelling."""
    tail = key.removeprefix(without_legal_form(key)).split()
    return frozenset(_SAME.get(word, word) for word in tail)


def told_apart(keys: Iterable[str]) -> frozenset[str]:
    """Give the names without legal form that stand in the run with forms that cannot be one company's.

    "Kestrel Shipping Inc" and "Kestrel Shipping Ltd" are two; "Kestrel Shipping Pte Ltd" and "Kestrel Shipping Ltd"
    may be one.
    """
    found: dict[str, set[frozenset[str]]] = defaultdict(set)
    for key in keys:
        forms = legal_forms(key)
        if forms:
            found[without_legal_form(key)].add(forms)
    return frozenset(plain for plain, sets in found.items() if max(map(len, sets)) < len(frozenset().union(*sets)))


def in_one_spelling(key: str) -> str:
    """Give a company's key with its legal forms in their short spelling, in the order of the alphabet."""
    return " ".join([without_legal_form(key), *sorted(legal_forms(key))])


def without_kind_word(plain: str) -> str | None:
    """Give a company's name without the one word at its end that says what kind of house it is, None without one."""
    words = plain.split()
    if len(words) < 2 or kind_of_word(words[-1]) != "house":
        return None
    bare = " ".join(words[:-1])
    return None if is_generic(bare) or country_code(bare) or city_readings(bare.title()) else bare


def only_houses(identities: Iterable[str]) -> Mapping[str, str]:
    """Map the identity of a bare name ("Kestrel") to that of the only house of the run with that name.

    "Kestrel Holdings" is meant by "Kestrel" where the run knows no "Kestrel Bank" and nothing else called Kestrel.
    """
    houses: dict[str, set[str]] = defaultdict(set)
    openings: dict[str, set[str]] = defaultdict(set)
    for own in identities:
        type_, key, *marks = own.split("|")
        if type_ != "ORG":
            continue
        words = key.split()
        for size in range(1, min(len(words), 4)):
            openings[" ".join(words[:size])].add(own)
        bare = None if marks or is_alone(own) else without_kind_word(key)
        if bare:
            houses[bare].add(own)
    return {
        f"ORG|{bare}": next(iter(owners))
        for bare, owners in houses.items()
        if len(owners) == 1 and openings.get(bare, set()) <= owners
    }
