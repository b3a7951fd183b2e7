"""Mails (EML) and mailboxes (MBOX): sender, date and subject; the plain part, else the HTML part; attachments."""

from __future__ import annotations

import datetime
import email.errors
import email.policy
import email.utils
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser

from pipeline.model.records import Issue, Metadata
from pipeline.sources.blocks import has_words, lay_out, one_space
from pipeline.sources.bounds import MAX_DOCUMENT
from pipeline.sources.decode import decode
from pipeline.sources.extract import Context, Extract, Found, Refused
from pipeline.sources.issues import RefusedError, refuse, warn
from pipeline.sources.page import fragment_blocks
from pipeline.sources.stated import slug

_FROM_LINE = re.compile(rb"^From [^\r\n]{0,300}\d{4}[^\r\n]{0,40}\r?$", re.MULTILINE)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_MAX_PARTS = 500
_DOCUMENTS = ("application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
_DOCUMENT_ENDINGS = (".pdf", ".docx", ".html", ".htm", ".txt", ".md")
_ROLE = re.compile(r"\b(?:no-?reply|do not reply|newsletter|mailer|postmaster|webmaster|info)\b", re.IGNORECASE)
_FIRST_LINE = re.compile(r"(?:re|fwd?|aw|wg)\s*:\s*", re.IGNORECASE)


def read_mail(data: bytes, context: Context) -> Iterator[Found]:
    """Yield the release in a mail and those attached to it. Raises RefusedError when there is none."""
    if len(data) > MAX_DOCUMENT:
        raise refuse("too-large", f"the mail has more than {MAX_DOCUMENT >> 20} MB", "save its text as .txt")
    yield from _releases(data, context)


def read_mailbox(data: bytes, context: Context) -> Iterator[Found]:
    """Yield the releases of a mailbox, mail by mail."""
    starts = [match.start() for match in _FROM_LINE.finditer(data)]
    for number, (start, stop) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        raw = _QUOTED_FROM.sub(rb"\1", data[start:stop].split(b"\n", 1)[-1])
        name = f"mail-{number}"
        try:
            for found in _releases(raw, context):
                head = _name_of(raw) or name
                yield _named(found, f"{head}/{found.name}" if found.name else head)
        except RefusedError as error:
            yield Refused(error.issue, _name_of(raw) or name, kind="eml")


def _named(found: Found, name: str) -> Found:
    import dataclasses

    return dataclasses.replace(found, name=name)


def _name_of(raw: bytes) -> str:
    message = _parse(raw)
    day, _ = _published(message)
    return "-".join(filter(None, (day, slug(_header(message, "subject")))))


def _parse(data: bytes) -> EmailMessage:
    return BytesParser(policy=email.policy.default).parsebytes(data)


def _header(message: EmailMessage, name: str) -> str:
    """Give a header's words, decoded; empty when it is missing or broken."""
    try:
        return one_space(str(message.get(name) or ""))
    except (email.errors.MessageError, ValueError, LookupError, IndexError, TypeError, AttributeError):
        return ""


def _published(message: EmailMessage) -> tuple[str, tuple[Issue, ...]]:
    # As it stands: the library makes an empty header of a date it cannot read.
    raw = next((str(value) for name, value in message.raw_items() if name.casefold() == "date"), "")
    written = one_space(raw)
    if not written:
        return "", ()
    try:
        day = email.utils.parsedate_to_datetime(written)
        if day.year >= 1800:
            return datetime.date(day.year, day.month, day.day).isoformat(), ()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    message_text = f"the mail's date {written[:60]!r} is ignored: it is no date"
    return "", (warn("wrong-date", message_text, "write the day into metadata.csv"),)


def _issuer(message: EmailMessage) -> str:
    """Give the organisation a mail names as its own, else the name of its sender."""
    if body := _header(message, "organization") or _header(message, "organisation"):
        return body
    name, address = email.utils.parseaddr(_header(message, "from"))
    name = one_space(name.strip("\"' "))
    return "" if not name or "@" in name or name == address or _ROLE.fullmatch(name) else name


def _releases(data: bytes, context: Context) -> Iterator[Found]:
    message = _parse(data)
    published, issues = _published(message)
    title = _FIRST_LINE.sub("", _header(message, "subject"))
    metadata = Metadata(published=published, issuer=_issuer(message), title=title)
    try:
        parts = [part for _, part in zip(range(_MAX_PARTS), message.walk(), strict=False)]
    except (RecursionError, email.errors.MessageError) as error:
        raise refuse("damaged-file", "the mail's parts are nested too deeply", "save its text as .txt") from error
    text, encoding, doubts = _body(parts, title)
    attached = list(_attachments(parts, context, metadata))
    if has_words(text):
        yield Extract(text, metadata, (*issues, *doubts), "eml", encoding)
    elif not attached:
        raise refuse("no-text", "there is no text in the mail", "save its text as .txt")
    yield from attached


def _body(parts: list[EmailMessage], title: str) -> tuple[str, str, tuple[Issue, ...]]:
    """Give the text of a mail: its plain part, or the HTML part where the plain one is missing or a stub."""
    plain: list[tuple[str, str, tuple[Issue, ...]]] = []
    markup: list[tuple[str, str, tuple[Issue, ...]]] = []
    for part in parts:
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html") or _is_attached(part):
            continue
        try:
            decoded = decode(_payload(part), str(part.get_content_charset() or ""))
        except RefusedError:
            continue
        found = (decoded.text.lstrip("\ufeff"), decoded.encoding, decoded.issues)
        (plain if kind == "text/plain" else markup).append(found)
    words = sum(len(text.split()) for text, _, _ in plain)
    rendered = [(lay_out(fragment_blocks(text))[0], encoding, issues) for text, encoding, issues in markup]
    rich = sum(len(text.split()) for text, _, _ in rendered)
    chosen = rendered if rich and (not words or words < 0.5 * rich) else plain
    if not chosen:
        return "", "utf-8", ()
    text = "\n\n".join(_unquoted(part).strip("\r\n") for part, _, _ in chosen)
    opening = "".join(c for c in text[: 3 * len(title) + 200] if c.isalnum()).casefold()
    key = "".join(c for c in title if c.isalnum()).casefold()
    if title and has_words(text) and key not in opening:
        text = f"# {title}\n\n{text}"
    return text + "\n", chosen[0][1], tuple(issue for _, _, issues in chosen for issue in issues)


def _unquoted(text: str) -> str:
    """Take the mail's own layout off a plain part: line ends, and lines that flow on."""
    return re.sub(r"[\x00\x0b\x0c]", " ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _payload(part: EmailMessage) -> bytes:
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, TypeError):
        found = None
    return found if isinstance(found, bytes) else b""


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment"


def _file_name(part: EmailMessage) -> str:
    try:
        return one_space(part.get_filename() or "")
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _attachments(parts: list[EmailMessage], context: Context, metadata: Metadata) -> Iterator[Found]:
    """Yield the releases in attached documents; the mail's date and sender hold for them where they say nothing."""
    from pipeline.sources.readers import read_inside

    for part in parts:
        name = _file_name(part)
        is_document = part.get_content_type() in _DOCUMENTS or name.casefold().endswith(_DOCUMENT_ENDINGS)
        if part.is_multipart() or not name or not is_document or not (_is_attached(part) or not _is_text(part)):
            continue
        yield from read_inside(_payload(part), name, context, metadata)


def _is_text(part: EmailMessage) -> bool:
    return part.get_content_maintype() == "text"
