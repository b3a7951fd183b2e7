"""Where the verb (or noun) phrase of an action ends."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.rooms.commitments.frames import Frame
from pipeline.rooms.commitments.grammar import SUBJECTS, sent_end, sent_start
from pipeline.rooms.commitments.tables import words

_LOOSE_STARTS = ("which", "who", "where", "whom", "whose")
_KEEP_GERUNDS = ("including", "regarding", "concerning", "following", "starting", "beginning", "using", "working")
_TAILS = ("including", "especially", "particularly", "notably")
_LIMIT = 120


def end_of(verb: Token, frame: Frame, following: Token | None) -> int:
    """Give the index of the last token of a verb's own phrase; `following` is the next coordinated verb."""
    doc = verb.doc
    limit = min(sent_end(verb), verb.i + _LIMIT)
    if following is not None:
        limit = _connective_before(following, verb.i)
    # "facilitate dialogue" taken for a compound noun: its phrase is the content
    base = verb.head if verb.dep_ in ("compound", "amod", "nmod") and verb.head.i > verb.i else verb
    last = min(base.right_edge.i, limit - 1)
    if last == verb.i:
        last = _behind_insertion(verb, limit)
    last = _extend(verb, frame, last, limit)
    stop = _first_stop(verb, frame, last + 1)
    return trim(doc, verb.i, min(last, stop - 1))


def _behind_insertion(verb: Token, limit: int) -> int:
    """Reach the object behind an insertion: "send, early next year, three nurses to the coast"."""
    doc = verb.doc
    if verb.i + 1 >= limit or doc[verb.i + 1].text != ",":
        return verb.i
    closing = next((i for i in range(verb.i + 3, min(limit, verb.i + 10)) if doc[i].text == ","), None)
    opens = doc[verb.i + 2]
    if closing is None or opens.pos_ not in ("ADV", "ADP", "ADJ", "NOUN") or opens.dep_ == "conj":
        return verb.i
    return limit - 1 if closing + 1 < limit and doc[closing + 1].pos_ in ("DET", "NUM", "NOUN", "ADJ") else verb.i


def _connective_before(verb: Token, floor: int) -> int:
    """Give the index where the joint before a coordinated verb begins: ", and also to VERB"."""
    i = verb.i
    doc = verb.doc
    while i - 1 > floor and (doc[i - 1].pos_ in ("CCONJ", "ADV", "PART") or doc[i - 1].text == ","):
        i -= 1
    return i


def _extend(verb: Token, frame: Frame, last: int, limit: int) -> int:
    """Add phrases after the verb's own that the parser hung on the cue: "agreed to train staff in two towns"."""
    doc = verb.doc
    above = {t.i for t in verb.ancestors} | {frame.cue.i}
    while last + 1 < limit:
        token = doc[last + 1]
        if token.text == "," and last + 2 < limit and doc[last + 2].lower_ in _TAILS:
            tail = doc[last + 2]
            last = min(max(tail.right_edge.i, tail.head.right_edge.i if tail.dep_ == "cc" else 0), limit - 1)
            continue
        begins = token.pos_ == "ADP" or token.tag_ == "TO" or token.dep_ == "npadvmod"
        owner = token.head if token.tag_ == "TO" and token.dep_ == "aux" else token
        if not begins or owner.left_edge.i < token.i or owner.dep_ in ("mark", "conj", "cc"):
            break
        if owner.head.i not in above or owner.head.i > last or owner.lower_ in ("as", "while", "because"):
            break
        last = min(owner.right_edge.i, limit - 1)
    return last


def _first_stop(verb: Token, frame: Frame, limit: int) -> int:
    """Give the first index at which something begins that is no part of the action (rule 4.4)."""
    doc = verb.doc
    quoted = sum(1 for t in doc[sent_start(verb) : verb.i] if t.text == '"') % 2 == 1
    depth = 0
    for i in range(verb.i + 1, limit):
        token = doc[i]
        if token.text in "([" and token.text:
            depth += 1
        elif token.text in ")]" and token.text:
            depth -= 1
            if depth < 0:
                return i
        if token.text == '"' and quoted:
            return i
        if token.text == ";" and depth == 0:
            return i
        before = doc[i - 1].text
        if before in (",", "-", "–", "—") and depth == 0 and _begins_loose(token, verb):
            return i - 1
        if token.lower_ == "where" and any(t.tag_ == "MD" for t in doc[i + 1 : i + 4]):
            return i
        if token.pos_ == "CCONJ" and depth == 0 and _joins_clause(token, verb):
            return i
    return limit


def _begins_loose(token: Token, verb: Token) -> bool:
    """Say whether a token after a comma opens a loose relative, a result clause or a new clause."""
    if token.lower_ in _LOOSE_STARTS:
        return True
    if token.pos_ == "ADP" and token.i + 1 < len(token.doc) and token.nbor().lower_ in ("which", "whom"):
        return True
    if token.tag_ == "VBG" and token.lower_ not in _KEEP_GERUNDS and token.dep_ in ("advcl", "acl"):
        if "such" in [t.lower_ for t in token.doc[verb.i : token.i]] and token.nbor(-1).text == ",":
            return False  # "areas such as opening ports, training pilots and ..." goes on
        return token.head.i <= verb.i or token.dep_ == "advcl"
    if token.lower_ in words("predicates", "clause-opener"):
        return True
    if token.lower_ == "as" and token.i + 1 < len(token.doc) and token.nbor().lower_ in ("part", "announced", "well"):
        return token.nbor().lower_ != "well"
    return token.lower_ in ("said", "says", "added", "he", "she") and token.dep_ in ("ROOT", "parataxis", "nsubj")


def _joins_clause(token: Token, verb: Token) -> bool:
    """Say whether a conjunction opens a coordinated finite clause ("and we look forward to ...", "but ...")."""
    if token.lower_ == "but" and token.doc[token.i - 1].text == ",":
        return True
    following = next((t for t in token.head.rights if t.dep_ == "conj" and t.i > token.i), None)
    if following is None or following.pos_ not in ("VERB", "AUX"):
        return False
    if any(t.i == token.head.i for t in verb.subtree) and token.head.i != verb.i and token.head.dep_ != "conj":
        return False
    return any(t.dep_ in SUBJECTS or t.tag_ == "MD" for t in following.lefts) or any(
        t.tag_ in ("VBZ", "VBD", "VBP") for t in (following, *following.lefts)
    )


def noun_phrase(frame: Frame) -> tuple[int, int]:
    """Give the first and last token of a nominal content."""
    noun = frame.head
    doc = noun.doc
    owner = next((t for t in noun.lefts if t.dep_ == "poss" and t.tag_ != "PRP$"), None)
    first = owner.right_edge.i + 1 if owner is not None else noun.left_edge.i
    last = _extend(noun, frame, min(noun.right_edge.i, sent_end(noun) - 1), sent_end(noun))
    for i in range(noun.i + 1, last + 1):
        if (doc[i - 1].text == "," and _begins_loose(doc[i], noun)) or doc[i].text == '"' or doc[i].text == ";":
            last = i - 1
            break
        if doc[i - 1].text == "," and doc[i].lower_ in ("a", "as", "to", "the") and doc[i].dep_ in ("det", "prep"):
            last = i - 1
            break
    while first < noun.i and (doc[first].is_punct or doc[first].dep_ == "case"):
        first += 1
    return first, trim(doc, noun.i, last)


def trim(doc: Doc, floor: int, last: int) -> int:
    """Step back over final punctuation, spaces and conjunctions, not below `floor`."""
    while last > floor:
        token = doc[last]
        closes = token.text in (")", "]")
        loose = token.is_punct and not closes and token.text != "%"
        dangling = token.lower_ in ("to", "the", "a", "an", "of") and token.dep_ != "prt"
        if loose or dangling or token.is_space or token.pos_ == "CCONJ" or (closes and not _opened(doc, floor, last)):
            last -= 1
        else:
            break
    return last


def _opened(doc: Doc, floor: int, last: int) -> bool:
    text = doc[floor : last + 1].text
    return text.count("(") + text.count("[") >= text.count(")") + text.count("]")
