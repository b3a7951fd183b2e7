"""Lead-ins with bullets (rules L1-L4): the cue of the lead-in stands over every bullet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.lang.syntax import tokens_in
from pipeline.model.records import Sentence, Span
from pipeline.rooms.commitments.context import Context
from pipeline.rooms.commitments.features import subject_class
from pipeline.rooms.commitments.find_complements import find_complements
from pipeline.rooms.commitments.find_frames import agent_of
from pipeline.rooms.commitments.find_headings import heading_frame, lead_words
from pipeline.rooms.commitments.find_modals import modal_of, verb_of
from pipeline.rooms.commitments.find_signed import is_instrument
from pipeline.rooms.commitments.frames import Frame, weaker
from pipeline.rooms.commitments.grammar import find_subject, noun_before, sent_start
from pipeline.rooms.commitments.resolve_pairs import Pairs
from pipeline.rooms.commitments.tables import Cue, cues

_MARK = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|[-*•·▪◦○●■➢✓△–\uf0b7])\s+")
_BULLET_OPENER = re.compile(
    r"[\s\uf0b7•·▪◦●■➢✓△*–-]*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+)?(?:and\s+)?(?:to\s+|To\s+)?"
)
# Bullets that run on in one line: "a school; • a library; • a pool".
_INNER_MARK = re.compile(r";\s+(?:and\s+)?[•·▪◦○●■➢✓△\uf0b7]")
_NOT = re.compile(r"(?:to\s+)?not\s+(?:to\s+)?", re.IGNORECASE)
# No list goes on for longer, so that the time stays linear in the text.
_MOST = 120
_COOPERATION = ("cooperation", "collaboration", "partnership")
_NO_LISTS = ("call-expect", "call-seek", "call-must")
_DOERS = ("we", "i", "person", "org", "place", "pair", "actor", "they", "he", "it", "those")


@dataclass(frozen=True, slots=True)
class Bullet:
    """One bullet under a lead-in: its text without mark and leading "to", and whether it refrains."""

    sentence: Sentence
    span: Span
    negative: bool


@dataclass(frozen=True, slots=True)
class BulletList:
    """A lead-in with its cue and its bullets. `frame.head` is the cue itself: each bullet is its own content."""

    lead_in: Span
    frame: Frame
    bullets: tuple[Bullet, ...]


def find_lists(context: Context, pairs: Pairs) -> list[BulletList]:
    """Give the lists whose lead-in holds a cue with somebody who can be held to it."""
    found = []
    for n, sentence in enumerate(context.sentences):
        lead, bullets = _split_inline(context, sentence)
        if not bullets:
            lead, bullets = _lead_and_bullets(context, n)
        if not bullets:
            continue
        frame = _cue_frame(context, pairs, lead, n)
        if frame is not None:
            found.append(BulletList(lead, frame, tuple(bullets)))
    return found


def _split_inline(context: Context, sentence: Sentence) -> tuple[Span, list[Bullet]]:
    """Read "We will fund measures to: mend roads; build schools; ..." inside one sentence."""
    text = context.text[sentence.start : sentence.end]
    colon = text.find(":")
    none = Span(sentence.start, sentence.end)
    if colon < 0 or text.count(";", colon) < 2:
        return none, []
    return Span(sentence.start, sentence.start + colon + 1), _pieces(context, sentence, sentence.start + colon + 1)


def _pieces(context: Context, sentence: Sentence, start: int) -> list[Bullet]:
    found = []
    for match in re.finditer(r"[^;]+", context.text[start : sentence.end]):
        bullet = _bullet(context, sentence, start + match.start(), start + match.end())
        if bullet is not None:
            found.append(bullet)
    return found


def _lead_and_bullets(context: Context, n: int) -> tuple[Span, list[Bullet]]:
    lead = context.sentences[n]
    span = Span(lead.start, lead.end)
    text = context.text[lead.start : lead.end]
    is_heading = len(text.split()) <= 4 and text[-1:].isalpha() and not _opens_bullet(context, lead)
    if not text.endswith(":") and not is_heading:
        return span, []
    bullets: list[Bullet] = []
    style = ""
    for position in range(n + 1, min(len(context.sentences), n + _MOST)):
        sentence = context.sentences[position]
        if not _opens_bullet(context, sentence):
            if "\n" in context.text[context.sentences[position - 1].end : sentence.start]:
                break
            continue
        kind = _style(context, sentence)
        if style and kind != style:
            break
        style = kind
        if len(_INNER_MARK.findall(context.text, sentence.start, sentence.end)) > 1:
            bullets += _pieces(context, sentence, sentence.start)
            continue
        bullet = _bullet(context, sentence, sentence.start, sentence.end)
        if bullet is not None:
            bullets.append(bullet)
    if not bullets and text.endswith(":") and n + 1 < len(context.sentences):
        sentence = context.sentences[n + 1]
        if context.text.count(";", sentence.start, sentence.end) >= 2:
            return span, _pieces(context, sentence, sentence.start)
    return span, bullets


def _style(context: Context, sentence: Sentence) -> str:
    """Give the sort of mark a bullet has; the paragraph "4." behind bullets "a)" and "b)" is none of them."""
    match = _MARK.match(context.text, sentence.start, sentence.end)
    if match is None:
        return context.marks.get(sentence.start, "")
    mark = match.group().strip(" ().\t")
    return "digit" if mark.isdigit() else "letter" if mark.isalpha() else mark


def _opens_bullet(context: Context, sentence: Sentence) -> bool:
    if sentence.start in context.marks:
        return True
    return bool(_MARK.match(context.text, sentence.start, sentence.end))


def _bullet(context: Context, sentence: Sentence, start: int, end: int) -> Bullet | None:
    opener = _BULLET_OPENER.match(context.text, start, end)
    start = opener.end() if opener else start
    negative = _NOT.match(context.text, start, end)
    start = negative.end() if negative else start
    text = context.text[start:end]
    stop = text.find(";")
    text = text[:stop] if stop >= 0 else text
    text = re.sub(r"(?:[\s.;,:]|\band$|\bor$)+$", "", text)
    text = re.sub(r"(?:[\s.;,:]|\band$)+$", "", text)
    if len(text) < 3:
        return None
    return Bullet(sentence, Span(start, start + len(text)), negative is not None)


def _cue_frame(context: Context, pairs: Pairs, lead: Span, n: int) -> Frame | None:
    tokens = tokens_in(context.doc, lead.start, lead.end)
    verbs = [t for t in tokens if t.pos_ in ("VERB", "AUX", "ADJ") and t.dep_ not in ("aux", "auxpass")]
    is_barred = any(t.lemma_.lower() in lead_words("barred") for t in verbs)
    if is_barred and not any(t.lemma_ in ("agree", "commit", "pledge") for t in verbs):
        return None
    for token in reversed(tokens):
        frame = _frame_at(context, pairs, token, tokens)
        if frame is not None:
            return frame
    return heading_frame(tokens) or _these_include(context, tokens, n)


def _frame_at(context: Context, pairs: Pairs, token: Token, tokens: list[Token]) -> Frame | None:
    if token.tag_ == "MD" and token.lower_ in ("will", "shall"):
        return _modal_lead(context, pairs, token, tokens)
    if token.lemma_ in lead_words("covers") and token.pos_ == "VERB":
        planned = next((t for t in tokens if t.i < token.i and t.lower_ in lead_words("proposed")), None)
        if planned is not None:
            return Frame(planned, "PROPOSAL", "PROPOSE", "list-propose", planned, agent_of(planned))
    if token.lemma_ in lead_words("covers") and token.tag_ in ("VBZ", "VBP", "VB", "VBD") and context.signings:
        if any(is_instrument(t) or t.lower_ in _COOPERATION for t in tokens):
            return Frame(token, "OWN", "SIGNED", "list-covers", token, None)
        return None
    for pos in ("verb", "adj"):
        for cue in cues().get((token.lemma_.lower() if pos == "verb" else token.lower_, pos), ()):
            if pos == "verb" and token.pos_ != "VERB":
                continue
            frame = _cue_lead(context, pairs, token, cue, tokens)
            if frame is not None:
                return frame
    return None


def _modal_lead(context: Context, pairs: Pairs, modal: Token, tokens: list[Token]) -> Frame | None:
    words = [t for t in tokens if not t.is_punct]
    verb = modal if words[-1].i == modal.i else verb_of(modal)
    if verb is None or verb.idx > tokens[-1].idx:
        return None
    found = find_subject(verb) if verb.i != modal.i else None
    subject = found or noun_before(modal.doc, modal.i, sent_start(modal))
    who = subject_class(context, pairs, subject)
    if subject is not None and subject.lower_ in _COOPERATION and context.signings:
        return Frame(modal, "OWN", "SIGNED", "list-signed", modal, subject)
    if subject is not None and verb.lemma_ == "include":
        holder = next((t for p in subject.rights if p.lower_ == "of" for t in p.rights if t.dep_ == "pobj"), None)
        subject = holder or next((t for t in subject.lefts if t.dep_ == "poss"), subject)
        who = subject_class(context, pairs, subject)
    if who not in _DOERS or any(t.dep_ == "auxpass" for t in verb.lefts):
        return None
    last = words[-1]
    if last.i != verb.i and last.lower_ not in lead_words("closing"):
        return None  # "will offer a flat rate at the following garages:" lists garages, not deeds
    strength = "SIGNED" if who == "pair" and context.signings else "WILL"
    return Frame(modal, "OWN", strength, "list-will", modal, subject)


def _cue_lead(context: Context, pairs: Pairs, token: Token, cue: Cue, tokens: list[Token]) -> Frame | None:
    """Take a cue that ends the lead-in ("agreed to:", "agreed:", "agreed to cooperate in the following:")."""
    rest = [t for t in tokens if t.i > token.i and not t.is_punct]
    open_end = not rest or rest[-1].lower_ in ("to", "on", "that", "themselves") or len(rest) <= 1
    following = any(t.lower_ in lead_words("listed") for t in rest)
    named = next((t for t in rest if t.lower_ == "following" and t.i < rest[-1].i), None)
    if named is not None and not following:
        return None  # "allegedly committing the following offences:", "seeks to stop the following practices:"
    following = following or (bool(rest) and rest[-1].lower_ == "following")
    if not open_end and not following:
        return None
    subject = find_subject(token)
    who = subject_class(context, pairs, subject)
    if cue.commitment_class == "CALL":
        if cue.family in _NO_LISTS or token.dep_ == "amod":
            return None
        if cue.family in ("call-demand", "call-want") and subject is not None and who in _DOERS:
            return Frame(token, "CALL", "CALL", "list-call", token, subject)
        asked = find_complements(token, frozenset({"prep-np", "np"}))
        person = next((t for t in rest if t.dep_ in ("dobj", "pobj", "nsubj")), None)
        return Frame(token, "CALL", "CALL", "list-call", token, subject, person) if asked or person else None
    if cue.family in ("expect", "want"):
        return None
    if cue.commitment_class == "OWN" and who not in (*_DOERS, "thing", "things", "other"):
        return None
    strength = weaker(cue.strength, "WILL") if modal_of(token) in ("will", "shall") else cue.strength
    if cue.strength == "PLEDGE" and context.signings and (who == "pair" or _is_signed_by(context, pairs, subject)):
        strength = "SIGNED"
    return Frame(token, cue.commitment_class, strength, "list-" + cue.family, token, subject)


def _is_signed_by(context: Context, pairs: Pairs, subject: Token | None) -> bool:
    return subject is not None and subject.lower_ in ("parties", "sides", "signatories", "institutes")


def _these_include(context: Context, tokens: list[Token], n: int) -> Frame | None:
    """Read "These include:" after a sentence that names the plan of a signed programme."""
    if len(tokens) > 5 or not context.signings or n == 0 or tokens[0].lower_ not in ("these", "they", "this"):
        return None
    before = context.sentences[n - 1]
    for token in tokens_in(context.doc, before.start, before.end):
        if token.lemma_.lower() in ("plan", "area", "cooperation") and token.pos_ == "NOUN":
            return Frame(token, "OWN", "SIGNED", "list-covers", token, None)
    return None


def head_of(context: Context, bullet: Span) -> Token | None:
    """Give the content word of a bullet: its opening verb, else the head of its first noun phrase."""
    tokens = [t for t in tokens_in(context.doc, bullet.start, bullet.end) if not t.is_punct]
    lead = next((t for t in tokens if t.pos_ not in ("ADV", "PART")), None)
    if lead is None:
        return None
    if lead.pos_ == "VERB" or lead.tag_ in ("VB", "VBG"):
        return lead
    for token in tokens[:14]:
        following = token.nbor() if token.i + 1 < len(context.doc) else None
        if token.pos_ in ("NOUN", "PROPN") and not (following is not None and following.pos_ in ("NOUN", "PROPN")):
            return token
    return lead
