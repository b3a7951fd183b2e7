"""Records in one line, for reading."""

from __future__ import annotations

from pipeline.evaluate.annotation import Annotation, DateMention, Happening, NameMention, Somebody, Undertaking


def say_name(mention: NameMention) -> str:
    """Say a mention."""
    return f"{mention.type} {mention.where.text!r}"


def say_date(mention: DateMention) -> str:
    """Say a date expression and its value."""
    return f"{mention.where.text!r} = {mention.date.value}"


def say_event(event: Happening) -> str:
    """Say type, triggers, date and status."""
    triggers = ", ".join(t.text for t in event.triggers)
    return f"{event.type} {triggers!r} {event.date.value or 'undated'} {event.status}"


def say_entity(side: Annotation, entity: str | None) -> str:
    """Say the canonical name of an entity."""
    thing = side.things.get(entity or "")
    return thing.canonical if thing else "nobody"


def say_party(side: Annotation, party: Somebody) -> str:
    """Say who, with the role if there is one."""
    who = say_entity(side, party.entity) if party.entity else repr(party.text)
    return f"{party.role} {who}".strip()


def say_roles(side: Annotation) -> list[str]:
    """Say every role, in the order of `names.offices`."""
    return [
        f"{thing.canonical}: {role.title or 'no title'}, of {say_entity(side, role.of)}"
        for thing in side.things.values()
        for role in thing.roles
    ]


def say_commitment(side: Annotation, c: Undertaking) -> str:
    """Say who undertakes what, towards whom and by when."""
    who = "; ".join(say_party(side, p) for p in c.committer) or "nobody"
    extra = "".join(f" → {say_party(side, p)}" for p in c.addressee)
    extra += "".join(f" with {say_party(side, p)}" for p in c.counterparty)
    extra += f" by {c.deadline.value}" if c.deadline else ""
    extra += "".join(f" [{amount} {unit}]" for amount, unit in c.targets)
    return f"{c.kind}/{c.strength} {who}{extra}: {c.action.text!r}"
