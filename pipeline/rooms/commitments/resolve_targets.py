"""The quantities an action aims at (rule 4.4, targets)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from spacy.tokens import Token

from pipeline.lang.lexicon import read_table
from pipeline.lang.syntax import token_at
from pipeline.model.records import Span, Target
from pipeline.rooms.commitments.context import Context

_SCALE = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "m": 10**6,
    "bn": 10**9,
    "b": 10**9,
    "mn": 10**6,
    "k": 1000,
}
_CODE = (
    r"(?:USD|EUR|GBP|AUD|CAD|SGD|NZD|JPY|CNY|INR|NGN|BRL|CHF|KRW|PHP|ZAR|KES|LKR|MYR|THB|IDR|SEK|NOK|DKK|PLN|AED|SAR)"
)
_SYMBOL = r"(?:US|AU|CA|NZ|HK|A|C|S|R)?\$|[€£¥₹₦₱₩]"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALES = r"(?:(?i:hundred|thousand|million|billion|trillion|bn|mn|m)|B|k)\b"
_MONEY = re.compile(
    rf"(?P<sign>{_CODE}|{_SYMBOL})\s?(?P<a>{_NUMBER})(?:\s?(?P<s>{_SCALES}))?"
    rf"|(?P<b>{_NUMBER})(?:\s(?P<t>{_SCALES}))?\s(?P<name>{_CODE}|dollars|euros?|pounds|yen|rupees|pesos|naira|francs)\b"
)
_PERCENT = re.compile(rf"(?P<a>{_NUMBER})\s?(?:%|per\s?cent|percent\b|per\scnet)")
_APPROX = re.compile(
    r"(?:at least|no fewer than|no less than|more than|fewer than|less than|up to|as many as|as much as|over|about"
    r"|around|nearly|almost|some|an additional|additional)\s+$",
    re.IGNORECASE,
)
# Nouns that a number counts without being an aim of the action.
_NO_TIME = re.compile(r"(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade|century|time|degree|way)s?$")


@cache
def _numbers() -> dict[str, int]:
    return {row["word"]: int(row["value"]) for row in read_table("commitments/numbers")}


@cache
def _currencies() -> dict[tuple[str, str], str]:
    return {(row["symbol"], row["country"]): row["code"] for row in read_table("commitments/currencies")}


def resolve_targets(context: Context, action: Span) -> tuple[Target, ...]:
    """Give the quantities in an action in text order; dates, durations, ordinals and names are none."""
    text = re.split(r",\s+(?:of\s+)?(?:which|who)\b", context.text[action.start : action.end])[0]
    action = Span(action.start, action.start + len(text))
    found: list[Target] = []
    taken: list[Span] = [Span(d.start, d.end) for d in context.dates if d.start < action.end and d.end > action.start]
    for match in _MONEY.finditer(text):
        span = Span(action.start + match.start(), action.start + match.end())
        sign = match["sign"] or match["name"]
        amount = _amount(match["a"] or match["b"], match["s"] or match["t"])
        found.append(Target(amount, _currency(context, sign), span.start, span.end))
        taken.append(span)
    for match in _PERCENT.finditer(text):
        span = Span(action.start + match.start(), action.start + match.end())
        if not any(span.overlaps(t) for t in taken):
            found.append(Target(_amount(match["a"], None), "%", span.start, span.end))
            taken.append(span)
    found += _counts(context, action, taken)
    return tuple(sorted(found, key=lambda t: (t.start, t.end)))


def _amount(number: str, scale: str | None) -> str:
    value = Decimal(number.replace(",", "")) * (_SCALE[scale.lower()] if scale else 1)
    plain = format(value.normalize(), "f")
    return plain


def _currency(context: Context, sign: str) -> str:
    """Give the code of a sign or word by the country named most; without one, the sign's own code or the word."""
    table = _currencies()
    for entity in sorted(context.entities.values(), key=lambda e: -len(e.mentions)):
        if entity.type == "PLACE" and entity.country and (sign, entity.country) in table:
            return table[sign, entity.country]
        if sign == "$" and entity.type == "PLACE" and entity.country == "US":
            break
    return table.get((sign, ""), sign)


def _counts(context: Context, action: Span, taken: list[Span]) -> list[Target]:
    found = []
    token = token_at(context.doc, action.start)
    while token is not None and token.idx < action.end:
        target = _count_at(context, token, action)
        if target is not None and not any(Span(token.idx, token.idx + len(token)).overlaps(t) for t in taken):
            found.append(target)
        token = context.doc[token.i + 1] if token.i + 1 < len(context.doc) else None
    return found


def _count_at(context: Context, token: Token, action: Span) -> Target | None:
    value = _value_of(token)
    if value is None or context.mention_at(token) is not None:
        return None
    doc = context.doc
    i = token.i + 1
    scale = doc[i].lower_ if i < len(doc) and doc[i].lower_ in _SCALE and len(doc[i]) > 2 else None
    i += 1 if scale else 0
    noun = _noun_from(doc[i] if i < len(doc) else None)
    if noun is None or noun.idx >= action.end or context.mention_at(noun) is not None:
        return None
    if noun.lower_ in ("countries", "nations", "peoples", "sides", "parties", "governments", "organisations"):
        return None
    if token.i + 1 < len(doc) and not token.whitespace_:
        return None  # "5G", "64-page"
    if token.i and (doc[token.i - 1].is_title and doc[token.i - 1].pos_ in ("NOUN", "PROPN")):
        return None  # "Article 6"
    if _NO_TIME.search(noun.lower_) or (value == "1" and not _is_aimed(context.text, token)):
        return None
    between = doc[i : noun.i]
    unit = noun.text if any(t.pos_ == "CCONJ" or t.text == "," for t in between) else doc[i : noun.i + 1].text
    lead = _APPROX.search(context.text, max(action.start, token.idx - 20), token.idx)
    start = max(action.start, lead.start()) if lead else token.idx
    return Target(_amount(value, scale), unit, start, noun.idx + len(noun))


def _value_of(token: Token) -> str | None:
    if re.fullmatch(_NUMBER, token.text):
        return token.text
    value = _numbers().get(token.lower_)
    return str(value) if value is not None else None


def _is_aimed(text: str, token: Token) -> bool:
    """Say whether "one" is a count: "at least one report", "one affected city" (not "one of the towns")."""
    if token.dep_ != "nummod" or token.i + 1 >= len(token.doc):
        return False
    return bool(_APPROX.search(text[max(0, token.idx - 20) : token.idx])) or token.nbor().pos_ in ("ADJ", "VERB")


def _noun_from(token: Token | None) -> Token | None:
    """Give the head noun that a number counts, at most six words on."""
    steps = 0
    while token is not None and steps < 7:
        if token.like_url or token.like_email:
            return None
        if token.tag_ in ("NNS", "NN", "NNPS") and not (
            token.i + 1 < len(token.doc) and token.nbor().tag_ in ("NN", "NNS")
        ):
            return token
        if token.pos_ not in ("ADJ", "NOUN", "ADV", "VERB", "CCONJ", "PROPN") and token.text != "-":
            return None
        token = token.nbor() if token.i + 1 < len(token.doc) else None
        steps += 1
    return None
