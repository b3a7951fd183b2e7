"""Is this word an event here? Features of a candidate for the trained filter."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.lang.syntax import clause_of, is_verb, verb_frame
from pipeline.rooms.events.candidate import Candidate
from pipeline.rooms.events.reading import Reading

_DETERMINERS = {
    "the": "the", "a": "a", "an": "a", "this": "this", "these": "this", "that": "this", "those": "this", "no": "no",
    "any": "any", "each": "each", "every": "each", "another": "other", "some": "some", "all": "all", "such": "such",
    "both": "both",
}  # fmt: skip
_TELLING = {
    "annual", "regular", "further", "future", "next", "first", "second", "third", "last", "previous", "recent", "other",
    "new", "upcoming", "ongoing", "possible", "potential", "several", "many", "various", "joint", "public", "official",
    "weekly", "monthly", "biennial", "subsequent", "final", "opening", "closing", "inaugural", "special", "continued",
}  # fmt: skip


def determiner_of(token: Token) -> str:
    """Give the class of the noun's determiner: the, a, this, other, number, possessive, none..."""
    for child in token.children:
        if child.dep_ == "det":
            return _DETERMINERS.get(child.lower_, "det")
        if child.dep_ == "poss":
            return "poss"
    return "num" if any(c.dep_ == "nummod" for c in token.children) else "none"


def is_plural(token: Token) -> bool:
    """Say whether the word is a plural noun."""
    return token.tag_ in {"NNS", "NNPS"}


def trigger_features(reading: Reading, candidate: Candidate) -> list[str]:
    """Give the names of what is true of the candidate; only the text and earlier layers decide."""
    token = candidate.token
    names = [
        f"lemma={candidate.lemma}/{candidate.pos}",
        f"type={candidate.type}",
        f"source={candidate.source}/{candidate.pos}",
        f"zone={candidate.zone}",
        f"dep={token.dep_}",
        f"pos={candidate.pos}/{token.tag_}",
        f"type={candidate.type}/{candidate.pos}",
        f"grip={candidate.grip}/{candidate.pos}",
        f"grip={candidate.grip}/{candidate.zone}",
        f"grip={candidate.grip}/{candidate.type}",
    ]
    names += _surroundings(reading, candidate)
    names += _noun_features(candidate) if candidate.pos == "noun" else _verb_features(candidate)
    names += _neighbours(reading, candidate)
    return names


def _surroundings(reading: Reading, candidate: Candidate) -> list[str]:
    token = candidate.token
    rank = reading.body_rank.get(candidate.sentence)
    place = "none" if rank is None else "0" if rank == 0 else "1-2" if rank < 3 else "3-6" if rank < 7 else "7+"
    names = [f"rank={place}", f"rank={place}/{candidate.type}"]
    if reading.in_quote(candidate.start):
        names += ["quote", f"quote/{candidate.pos}", f"quote/{candidate.type}"]
    mention = reading.mention_at.get(token.i)
    if mention is not None:
        entity = reading.entity_by_mention.get(mention.id)
        kind = f"{mention.type}/{entity.subtype if entity else ''}"
        # A gathering's name taken for a document is still a gathering's name.
        names.append("in=NAMED_EVENT/CONFERENCE" if mention.type == "DOCUMENT" and candidate.name else f"in={kind}")
    names += _dates_near(reading, candidate)
    names += _names_near(reading, candidate)
    return names


def _dates_near(reading: Reading, candidate: Candidate) -> list[str]:
    names = []
    clause = clause_of(candidate.token)
    for date in reading.dates_by_sentence.get(candidate.sentence, ()):
        head = reading.head_of.get(f"d:{date.id}")
        near = head is not None and clause_of(head) == clause
        names.append(f"date={date.kind}/{'clause' if near else 'sentence'}")
        if date.kind == "set":
            names.append(f"set/{candidate.pos}")
        if near:
            names.append(f"dated/{candidate.lemma}/{date.kind}")
            names.append(f"dated/{candidate.type}/{date.kind}")
            names.append(f"dated/{candidate.grip}/{candidate.pos}/{date.kind}")
    if not names:
        names = ["undated", f"undated/{candidate.type}", f"undated/{candidate.lemma}"]
    return sorted(set(names))


def _names_near(reading: Reading, candidate: Candidate) -> list[str]:
    clause = clause_of(candidate.token)
    found = set()
    any_name = False
    for mention in reading.mentions_by_sentence.get(candidate.sentence, ()):
        any_name = True
        head = reading.head_of.get(f"m:{mention.id}")
        if head is None or head == candidate.token or clause_of(head) != clause:
            continue
        found.add(f"near={mention.type}")
        found.add(f"near={mention.type}/{candidate.type}")
        found.add(f"near={mention.type}/{candidate.grip}")
        at = head
        while at.dep_ == "conj" and at.head.i != at.i:
            at = at.head
        if at.head == candidate.token:
            found.add(f"child={at.dep_}/{mention.type}")
        elif at.head.dep_ in {"prep", "agent"} and at.head.head == candidate.token:
            found.add(f"child={at.head.lower_}/{mention.type}")
            found.add(f"child={at.head.lower_}/{mention.type}/{candidate.type}")
        elif at.head == clause:
            found.add(f"clause={at.dep_}/{mention.type}")
            found.add(f"clause={at.dep_}/{mention.type}/{candidate.type}")
    if not any_name:
        found |= {"nameless", f"nameless/{candidate.type}"}
    return sorted(found)


def _noun_features(candidate: Candidate) -> list[str]:
    token = candidate.token
    det = determiner_of(token)
    number = "pl" if is_plural(token) else "sg"
    names = [
        f"det={det}",
        f"det={det}/{number}",
        f"det={det}/{candidate.type}",
        f"det={det}/{number}/{candidate.grip}",
        f"number={number}/{candidate.lemma}",
        f"head={token.dep_}/{token.head.lemma_.lower()}",
    ]
    for child in token.children:
        word = child.lemma_.lower()
        if child.dep_ in {"amod", "compound", "nmod"}:
            names.append(f"mod={word}")
            if word in _TELLING:
                names.append(f"mod={word}/{number}")
        if child.dep_ == "prep":
            names.append(f"has={child.lower_}/{candidate.type}")
        if child.dep_ in {"relcl", "acl", "appos", "nummod"}:
            names.append(f"has={child.dep_}")
    return names + _governing(candidate)


def _governing(candidate: Candidate) -> list[str]:
    token = candidate.token
    names = []
    at = token
    while at.dep_ in {"conj", "compound", "appos"} and at.head.i != at.i:
        at = at.head
    relation = at.dep_
    if at.dep_ == "pobj" and at.head.i != at.i:
        prep = at.head
        relation = prep.lower_
        names.append(f"after={prep.lower_}")
        names.append(f"after={prep.lower_}/{candidate.type}")
        at = prep
    verb = at.head
    if at.head.i != at.i and is_verb(verb):
        frame = verb_frame(verb)
        names += [
            f"verb={relation}/{verb.lemma_.lower()}",
            f"frame={frame.tense}/{frame.modal or ''}",
            f"frame={relation}/{frame.tense}",
        ]
        names += _flags(verb)
    elif at.head.i != at.i:
        names.append(f"noun={relation}/{verb.lemma_.lower()}")
    return names


def _flags(verb: Token) -> list[str]:
    frame = verb_frame(verb)
    flags = {
        "negated": frame.negated,
        "conditional": frame.conditional,
        "infinitive": frame.infinitive,
        "progressive": frame.progressive,
        "passive": frame.passive,
        "perfect": frame.perfect,
    }
    return [f"is={name}" for name, true in flags.items() if true]


def _verb_features(candidate: Candidate) -> list[str]:
    token = candidate.token
    frame = verb_frame(token)
    names = [
        f"frame={frame.tense}/{frame.modal or ''}",
        f"frame={frame.tense}/{candidate.type}",
        f"frame={frame.tense}/{candidate.lemma}",
        f"frame={frame.tense}/{candidate.grip}",
        f"form={token.tag_}/{token.dep_}",
        f"form={token.tag_}/{candidate.type}",
    ]
    names += _flags(token)
    names += [f"{flag}/{candidate.type}" for flag in _flags(token)]
    for child in token.children:
        if child.dep_ in {"dobj", "attr", "oprd", "prt", "nsubjpass"}:
            names += [f"obj={child.lemma_.lower()}/{candidate.type}", f"objpos={child.pos_}/{candidate.type}"]
        if child.dep_ in {"nsubj", "nsubjpass", "csubj"}:
            names += [f"subj={child.lemma_.lower()}", f"subjpos={child.pos_}/{candidate.type}"]
        if child.dep_ in {"prep", "agent", "xcomp", "ccomp", "dative", "mark", "advmod"}:
            names.append(f"has={child.lower_ if child.dep_ != 'xcomp' else 'xcomp'}/{candidate.type}")
    if token.dep_ in {"xcomp", "ccomp", "advcl", "conj", "acl", "relcl", "pcomp"}:
        names += [f"under={token.dep_}/{token.head.lemma_.lower()}", f"under={token.dep_}/{candidate.type}"]
    return names


def _neighbours(reading: Reading, candidate: Candidate) -> list[str]:
    token = candidate.token
    names = []
    if token.i > 0:
        names.append(f"prev={reading.doc[token.i - 1].lower_}")
    if token.i + 1 < len(reading.doc):
        names.append(f"next={reading.doc[token.i + 1].lower_}")
    return names
