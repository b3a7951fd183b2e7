"""Mails and mailboxes."""

from __future__ import annotations

from email.message import EmailMessage

from pipeline.model.records import Metadata
from pipeline.sources.extract import Extract
from tests.sources.making import BODY, PAGE, codes, docx, extract, found


def mail(plain: str | None = BODY, markup: str | None = None, **heads: str) -> EmailMessage:
    message = EmailMessage()
    shown = {
        "From": '"City of Delft Press Office" <press@delft.example>',
        "To": "news@paper.example",
        "Date": "Fri, 03 May 2024 23:30:00 +0200",
        "Subject": "Harbour school opens",
        "Message-ID": "<1@delft.example>",
        **{name.replace("_", "-"): value for name, value in heads.items()},
    }
    for name, value in shown.items():
        if value:
            message[name] = value
    if plain is not None:
        message.set_content(plain)
    if markup is not None:
        (message.add_alternative if plain is not None else message.set_content)(markup, subtype="html")
    return message


def test_date_sender_and_subject() -> None:
    only = extract(mail().as_bytes(), "a.eml")
    assert only.metadata == Metadata("2024-05-03", "City of Delft Press Office", "", "Harbour school opens")
    assert only.text == f"# Harbour school opens\n\n{BODY}\n"
    assert only.kind == "eml"


def test_a_mail_is_known_by_its_heads_whatever_its_name() -> None:
    only = extract(mail().as_bytes(), "a.txt")
    assert (only.kind, [issue.code for issue in only.issues]) == ("eml", ["wrong-ending"])


def test_the_html_part_is_read_when_the_plain_one_is_a_stub() -> None:
    message = mail(
        "Your program shows no HTML.", f"<html><body><h1>School</h1><p>{BODY}</p><ul><li>one</li></ul></body></html>"
    )
    assert extract(message.as_bytes(), "a.eml").text == f"# Harbour school opens\n\n# School\n\n{BODY}\n\n- one\n"


def test_the_plain_part_is_preferred() -> None:
    assert "<p>" not in extract(mail(BODY, f"<p>{BODY}</p>").as_bytes(), "a.eml").text


def test_a_prefix_of_the_subject_and_senders_without_a_name() -> None:
    only = extract(mail(Subject="Fwd: School opens", From="press@delft.example").as_bytes(), "a.eml")
    assert (only.metadata.title, only.metadata.issuer) == ("School opens", "")
    assert extract(mail(Organization="Port Authority").as_bytes(), "a.eml").metadata.issuer == "Port Authority"


def test_attached_documents_are_releases_of_their_own() -> None:
    message = mail("Please see the attached release. Kind regards, the press office of the city.")
    message.add_attachment(docx(("", BODY)), maintype="application", subtype="octet-stream", filename="school.docx")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="photo.png")
    body, attached = found(message.as_bytes(), "a.eml")
    assert isinstance(body, Extract)
    assert isinstance(attached, Extract)
    assert (attached.name, attached.member, attached.text) == ("school", "school.docx", f"{BODY}\n")
    assert attached.metadata.published == "2024-05-03"


def test_a_broken_date_is_said() -> None:
    raw = mail().as_bytes().replace(b"Fri, 03 May 2024 23:30:00 +0200", b"Someday")
    only = extract(raw, "a.eml")
    assert (only.metadata.published, [issue.code for issue in only.issues]) == ("", ["wrong-date"])


def test_a_mail_without_text_is_refused() -> None:
    assert codes(found(mail("").as_bytes(), "a.eml")) == ["no-text"]


def test_a_mailbox_gives_each_mail_a_name_that_stays() -> None:
    box = b"".join(
        b"From press@delft.example Fri May  3 10:00:00 2024\n" + mail(Subject=subject).as_bytes() + b"\n\n"
        for subject in ("School opens", "Bridge named", "School opens")
    )
    parts = found(box, "a.mbox")
    assert [part.name for part in parts] == [
        "2024-05-03-school-opens",
        "2024-05-03-bridge-named",
        "2024-05-03-school-opens",
    ]
    later = found(
        b"From x@y.example Sat May  4 10:00:00 2024\n" + mail(Subject="New").as_bytes() + b"\n\n" + box, "a.mbox"
    )
    assert [part.name for part in later][1:] == [part.name for part in parts]


def test_parts_that_nest_without_end_do_not_stop_a_run() -> None:
    inner = b"Content-Type: text/plain\r\n\r\n" + BODY.encode()
    for number in range(300):
        mark = f"b{number}".encode()
        inner = (
            b'Content-Type: multipart/mixed; boundary="' + mark + b'"\r\n\r\n--' + mark + b"\r\n" + inner
            + b"\r\n--" + mark + b"--\r\n"
        )  # fmt: skip
    parts = found(b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n" + inner, "a.eml")
    assert len(parts) == 1


def test_html_in_a_mail_runs_no_script() -> None:
    only = extract(mail(None, PAGE.replace("<h1>", "<script>alert(1)</script><h1>")).as_bytes(), "a.eml")
    assert "alert" not in only.text
