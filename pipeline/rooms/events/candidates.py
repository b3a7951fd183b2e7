"""Words that may name a happening: trigger lexicon, contexts of weak words, heads of named events."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from pipeline.lang.lexicon import read_table
from pipeline.lang.syntax import head_in, objects, prepositions, subjects, tokens_in
from pipeline.model.records import Entity, Mention
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.exclusions import is_excluded
from pipeline.rooms.events.reading import SILENT_ZONES, Reading

NO_EVENT = "NONE"  # the type of a context in which the word never names a happening
ONLY_IN_NAMES = "name"  # the grip of a noun that names a happening only inside a name ("World Rivers Day")
_GATHERINGS = frozenset({"CONFERENCE", "MEETING"})
_VOWELS = "aeiou"
_NAME_KINDS = frozenset({"CONFERENCE", "SUMMIT", "SESSION", "SERIES", "OBSERVANCE", "AWARD", "OTHER", "CAMPAIGN"})
_NAME_ENDS = frozenset({"on", "of", "for", "in", "to", "at", ":", "–", "—", "-", ","})


def inflections(lemma: str, pos: str) -> list[str]:
    """Give the regular forms of an English noun or verb, the lemma included."""
    ends_y = lemma.endswith("y") and lemma[-2:-1] not in _VOWELS
    plural = lemma[:-1] + "ies" if ends_y else lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")
    if pos == "noun":
        return [lemma, plural]
    base = lemma[:-1] if lemma.endswith("e") else lemma
    past = lemma[:-1] + "ied" if ends_y else base + "ed"
    doubled = lemma + lemma[-1] if len(lemma) < 5 or lemma in {"commit", "confer", "begin"} else base
    return [lemma, plural, past, base + "ing", doubled + "ed", doubled + "ing"]


@cache
def trigger_forms() -> dict[str, dict[str, tuple[str, str, str]]]:
    """Give lower-case form -> part of speech -> (lemma, type, grip), from the trigger lexicon."""
    forms: dict[str, dict[str, tuple[str, str, str]]] = {}
    for row in read_table("events/triggers"):
        regular = inflections(row["lemma"], row["pos"])
        for form in [*regular, *row["forms"].split()]:
            forms.setdefault(form, {}).setdefault(row["pos"], (row["lemma"], row["type"], row["grip"]))
    return forms


@cache
def _contexts() -> dict[str, list[tuple[str, frozenset[str], str]]]:
    found: dict[str, list[tuple[str, frozenset[str], str]]] = {}
    for row in read_table("events/contexts"):
        key = f"{row['lemma']}/{row['pos']}"
        found.setdefault(key, []).append((row["relation"], frozenset(row["words"].split()), row["type"]))
    return found


def context_type(token: Token, lemma: str, pos: str) -> str | None:
    """Give the type that the word's own object, modifier, particle or preposition decides, if one does."""
    for relation, words, kind in _contexts().get(f"{lemma}/{pos}", ()):
        found = _related(token, relation)
        if ("*" in words and found) or words & found:
            return kind
    return None


def _related(token: Token, relation: str) -> frozenset[str]:
    if relation == "object":
        related = [*objects(token), *(subjects(token) if any(c.dep_ == "nsubjpass" for c in token.children) else [])]
        if token.dep_ == "acl" and token.tag_ == "VBN":
            related.append(token.head)  # "the report, launched in June"
        return frozenset(t.lemma_.lower() for t in related)
    if relation == "subject":
        return frozenset(t.lemma_.lower() for t in subjects(token))
    if relation == "modifier":
        left = {"compound", "amod", "nmod", "poss"}
        return frozenset(t.lemma_.lower() for t in token.children if t.dep_ in left)
    if relation == "particle":
        follows = {t.lower_ for t in token.doc[token.i + 1 : token.i + 3] if not t.is_punct}
        return frozenset({t.lower_ for t in token.children if t.dep_ == "prt"} | follows)
    if relation == "xcomp":
        return frozenset({"*" for c in token.children if c.dep_ in {"xcomp", "ccomp"}})
    wanted = relation.removeprefix("prep_")
    return frozenset(t.lemma_.lower() for p, t in prepositions(token) if p == wanted)


def find_candidates(reading: Reading) -> list[Candidate]:
    """Give every word that may name a happening, in text order, outside silent zones and other names."""
    found = []
    heads = _name_heads(reading)
    for token in reading.doc:
        if token.is_space or token.is_punct or token.i in reading.date_at:
            continue
        mention = reading.mention_at.get(token.i)
        if mention is not None and not _is_open(reading, mention, token, heads):
            continue
        candidate = _candidate(reading, token, heads.get(token.i))
        if candidate is not None and candidate.zone not in SILENT_ZONES and not is_excluded(reading, candidate):
            found.append(candidate)
    return found


def _is_open(reading: Reading, mention: Mention, token: Token, heads: dict[int, Mention]) -> bool:
    if mention.type == "NAMED_EVENT":
        return token.i in heads
    if mention.type == "DOCUMENT":
        return token in (reading.head_of.get(f"m:{mention.id}"), name_head(reading, mention))
    return False


def _candidate(reading: Reading, token: Token, named: Mention | None) -> Candidate | None:
    pos, lemma, kind, grip = _looked_up(token)
    context = context_type(token, lemma or token.lemma_.lower(), pos) if named is None else None
    if named is None and not kind and context is None:
        return None
    sentence = reading.sentence_of(token.idx)
    zone = reading.zone_of(token.idx)
    if named is not None:
        entity = reading.entity_by_mention.get(named.id)
        is_noun = pos == "noun" and kind
        return Candidate(
            token=token,
            lemma=lemma if is_noun else "(name)",
            pos="noun",
            type=kind if is_noun else _type_of_name(entity),
            source="name",
            sentence=sentence,
            zone=zone,
            name=entity.id if entity else None,
            grip=grip if is_noun else "medium",
        )
    if context == NO_EVENT or grip == ONLY_IN_NAMES:
        return None
    if context is not None:
        lemma = lemma or token.lemma_.lower()
        return Candidate(token, lemma, pos, context, "context", sentence, zone, grip=grip or "medium")
    # "the Harbour Forum" may be taken for a document; its name still sets it apart from other gatherings.
    inside = reading.mention_at.get(token.i)
    owner = reading.entity_by_mention.get(inside.id) if inside is not None and kind in _GATHERINGS else None
    name = owner.id if owner is not None else None
    return Candidate(token, lemma, pos, kind, "lexicon", sentence, zone, name, grip) if kind else None


def _type_of_name(entity: Entity | None) -> str:
    """Give the type of a name by the last event noun in any of its forms ("AGM", "Annual General Meeting")."""
    for form in (entity.canonical, *entity.aliases) if entity is not None else ():
        kinds = [trigger_forms().get(w, {}).get("noun") for w in form.casefold().split()]
        known = [k[1] for k in kinds if k is not None and k[1] in {"MEETING", "CONFERENCE"}]
        if known:
            return known[-1]
    return "CONFERENCE"


def _looked_up(token: Token) -> tuple[str, str, str, str]:
    """Give (part of speech, lemma, type, grip) from the lexicon; all but the first are empty without an entry."""
    pos = "verb" if token.pos_ in {"VERB", "AUX"} else "noun"
    rows = trigger_forms().get(token.lower_, {})
    if rows and pos not in rows and (pos == "noun" or "noun" in rows):
        # A tagger reads title-case headlines as names: "Mayor Meets Ambassador".
        other = "noun" if pos == "verb" else "verb"
        if other == "verb" and token.pos_ not in {"PROPN", "NOUN"}:
            return pos, "", "", ""
        pos = other
    lemma, kind, grip = rows.get(pos, ("", "", ""))
    return pos, lemma, kind, grip


def _name_heads(reading: Reading) -> dict[int, Mention]:
    """Give the one word of each named happening that stands for it (T1)."""
    heads: dict[int, Mention] = {}
    for mention in reading.mentions:
        entity = reading.entity_by_mention.get(mention.id)
        if mention.type != "NAMED_EVENT" or entity is None or entity.subtype not in _NAME_KINDS | {None}:
            continue
        token = name_head(reading, mention)
        if token is not None:
            heads[token.i] = mention
    return heads


def name_head(reading: Reading, mention: Mention) -> Token | None:
    """Give the head noun of a name: the last lexicon noun before its first preposition, else its grammar head."""
    tokens = tokens_in(reading.doc, mention.start, mention.end)
    front = tokens
    for n, token in enumerate(tokens):
        if n and token.lower_ in _NAME_ENDS and not (token.text == "-" and not token.whitespace_):
            front = tokens[:n]
            break
    for part in (front, tokens):
        known = [t for t in part if "noun" in trigger_forms().get(t.lower_, {})]
        if known:
            return known[-1]
    return head_in(reading.doc, front[0].idx, front[-1].idx + len(front[-1])) if front else None
