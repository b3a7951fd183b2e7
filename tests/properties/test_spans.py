"""Positions: the clean text against its source, sentences against both, for any text whatever."""

from __future__ import annotations

import html
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.lang.mojibake import find_mojibake
from pipeline.lang.segment import blocks, lines_of, sentence_ranges
from pipeline.model.align import Ruler
from pipeline.model.records import CleanText, Release, Source
from pipeline.rooms.clean.room import clean_text
from pipeline.rooms.sentences import SentencesRoom

# Pieces that the rooms treat in a way of their own, between pieces that they leave alone.
PIECES = st.sampled_from(
    [
        *("The mayor", "will", "willidentify", "willing", "met", "peer-", "to-peer", "Mr.", "U.S.", "3", "27", "A."),
        *("a", ".", ",", "!", "?", ":", "-", "...", "end.Next", "KNPI),and", "one,two", "May2014", "ofBergen"),
        *("\n", "\n\n", "\r\n", "\r", "\n\r", " ", "  ", "\t", "\u00a0", "\u2009", "\u200b", "\ufeff", "\u00ad"),
        *("\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "“", "”", "‘", "’", "«", "»", '"', "'", "–", "—"),
        *("&amp;", "&rsquo;", "&#8217;", "&nbsp;", "&lt;b&gt;", "&bogus;", "<b>", "</b>", "<sup>th</sup>", "<br/>"),
        *("<sup>1</sup>", "<p>", "<", ">", "<!--", "-->", '<a\nhref="x">', "[1]", "[^2]", "[text](http://x.org/a)"),
        *("[two\nlines](http://x.org/a)", "![image](a.png)", "[", "](", ")", "**", "*", "_", "__", "***", "\\*", "\\_"),
        *("# ", "## ", "> ", "- ", "• ", "o  ", "1. ", "(a) ", "iv) ", "|", "| ", "---|", "---", "***\n", "==="),
        *("**bold line**\n", "snake_case", "_slanted_", "{:start}", "<li>"),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=60).map("".join),
    st.lists(PIECES, max_size=60).map(" ".join),
    st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40).map("".join),
)
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])
# What may stand in the clean text for something else in the source.
QUOTES = {"‘": "'", "’": "'", "‛": "'", "ʼ": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}


def at(text: str, length: int) -> Release:
    return Release(source=Source("x", "x.txt", text, "", body_start=length))


def cleaned(text: str) -> tuple[CleanText, Ruler]:
    clean = clean_text(text)
    return clean, Ruler(clean)


@given(TEXTS)
def test_segments_tile_the_clean_text_and_keep_the_order_of_the_source(text: str) -> None:
    clean, _ = cleaned(text)
    assert sum(s.clean_length for s in clean.segments) == len(clean.text)
    position, source = 0, 0
    for segment in clean.segments:
        assert segment.clean_start == position
        assert segment.clean_length > 0
        assert segment.source_length >= 0
        assert segment.source_start >= source
        position += segment.clean_length
        source = segment.source_start + segment.source_length
    assert source <= len(text)


@given(TEXTS)
def test_every_word_stands_in_the_source(text: str) -> None:
    clean, ruler = cleaned(text)
    for match in re.finditer(r"\w+", clean.text):
        start, end = ruler.to_source(*match.span())
        assert 0 <= start < end <= len(text)
        found = text[start:end]
        if found != match.group():
            is_mended = any(a < end and start < b for a, b, _ in find_mojibake(text))
            assert is_mended or is_documented(found, match.group())


def is_documented(source: str, word: str) -> bool:
    """Say whether `clean` may put `word` for `source`: parts of it dropped, entities written out, nothing added."""
    rest = iter(html.unescape(source))
    return all(letter in rest for letter in word)


@given(TEXTS, st.data())
def test_source_and_clean_lead_back_to_each_other(text: str, data: st.DataObject) -> None:
    clean, ruler = cleaned(text)
    if not clean.text:
        return
    start = data.draw(st.integers(0, len(clean.text) - 1))
    end = data.draw(st.integers(start + 1, len(clean.text)))
    left, right = ruler.to_source(start, end)
    assert 0 <= left <= right <= len(text)
    back = ruler.to_clean(left, right)
    touched = [s for s in clean.segments if s.clean_start < end and start < s.clean_start + s.clean_length]
    if all(s.source_length == 0 for s in touched):
        assert left == right
        return
    assert left < right
    assert back is not None
    first, last = touched[0], touched[-1]
    if first.clean_length == first.source_length and last.clean_length == last.source_length:
        assert (back.start, back.end) == (start, end)
    elif first.source_length and last.source_length:
        assert back.start <= start
        assert back.end >= end


@given(TEXTS, st.data())
def test_a_source_range_has_what_survives_of_it(text: str, data: st.DataObject) -> None:
    clean, ruler = cleaned(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = ruler.to_clean(start, end)
    survives = any(
        s.source_start < end and start < s.source_start + s.source_length for s in clean.segments if s.source_length
    )
    if not survives or start == end:
        assert span is None
    else:
        assert span is not None
        assert 0 <= span.start < span.end <= len(clean.text)


@given(TEXTS)
def test_ranges_outside_the_text_are_refused(text: str) -> None:
    clean, ruler = cleaned(text)
    size = len(clean.text)
    for start, end in ((0, 0), (size, size + 1), (-1, 1), (0, size + 1), (3, 2)):
        try:
            ruler.to_source(start, end)
        except ValueError:
            continue
        raise AssertionError((start, end))


@given(TEXTS)
def test_clean_text_has_no_tabs_controls_or_odd_quotes(text: str) -> None:
    clean, _ = cleaned(text)
    assert not set(clean.text) & set(QUOTES)
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", clean.text)
    if not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", text):
        assert "  " not in clean.text


@given(TEXTS, LINE_ENDS)
def test_line_ends_of_any_kind_give_the_same_clean_text(text: str, line_end: str) -> None:
    unix = re.sub(r"\r\n|\r", "\n", text)
    assert clean_text(unix.replace("\n", line_end)).text == clean_text(unix).text
    assert [unix[a:b] for a, b in lines_of(unix)] == [
        unix.replace("\n", line_end)[a:b] for a, b in lines_of(unix.replace("\n", line_end))
    ]


@given(TEXTS)
def test_marks_stand_at_line_starts_in_order(text: str) -> None:
    clean, _ = cleaned(text)
    starts = [mark.start for mark in clean.marks]
    assert starts == sorted(starts)
    for start in starts:
        assert 0 <= start <= len(clean.text)
        assert start == 0 or clean.text[start - 1] in "\n "


@given(TEXTS)
def test_sentences_are_ordered_disjoint_and_inside(text: str) -> None:
    end_before = 0
    for start, end in sentence_ranges(text):
        assert end_before <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert re.search(r"\w", text[start:end])
        end_before = end


@given(TEXTS)
def test_every_word_is_in_a_sentence(text: str) -> None:
    inside = set()
    for start, end in sentence_ranges(text):
        inside.update(range(start, end))
    assert all(match.start() in inside for match in re.finditer(r"\w", text))


@given(TEXTS)
def test_blocks_are_ordered_disjoint_and_inside(text: str) -> None:
    end_before = 0
    for start, end in blocks(text):
        assert end_before <= start < end <= len(text)
        end_before = end


@given(TEXTS)
def test_clean_sentences_are_ordered_disjoint_and_point_to_their_source(text: str) -> None:
    clean, _ = cleaned(text)
    release = Release(source=Source("x", "x.txt", text, ""), clean=clean)
    reference = sentence_ranges(text)
    end_before = 0
    for sentence in SentencesRoom()(release, Doc(Vocab())):
        assert end_before <= sentence.start < sentence.end <= len(clean.text)
        assert (sentence.source_start, sentence.source_end) == reference[int(sentence.id[1:]) - 1]
        end_before = sentence.end


@given(TEXTS, st.integers(0, 100))
def test_front_matter_is_left_out_and_offsets_still_count_from_the_file(text: str, cut: int) -> None:
    lines = [end for _, end in lines_of(text)]
    body_start = min(cut, len(text)) if not lines else min(x for x in [*lines, len(text)] if x >= min(cut, lines[-1]))
    clean = clean_text(text, body_start)
    assert all(segment.source_start >= body_start for segment in clean.segments if segment.source_length)


ADVERSARIAL = (
    *("[", "![", "](", "<a ", "&", "*", "_", "\\", "**a", "- ", "1. ", "will", ",a", ".A", "(", "a-\n", "|", "> ", ">"),
    *("[a](b", "<sup>", "&amp", "\r", "\n", "\r\n", "\t", " ", "\u200b", "#", "o ", "“", "é", "U.S. ", "<!--", "{:"),
    *("[a\n", "<a\n", "of", "May", "<li>", "- -", "**", "-:", "www.", "a@", "&nbsp", "<p ", "(a", "[](", "](http:("),
)


def seconds(text: str) -> float:
    start = time.process_time()
    clean = clean_text(text)
    ruler = Ruler(clean)
    if clean.text:
        ruler.to_source(0, len(clean.text))
    ruler.to_clean(0, len(text))
    sentence_ranges(text)
    return time.process_time() - start


@pytest.mark.parametrize("piece", ADVERSARIAL)
def test_time_is_linear_in_length(piece: str) -> None:
    small = max(min(seconds(piece * (4_000 // len(piece))) for _ in range(2)), 0.004)
    # The least of several: a collection of garbage that other tests left may fall into any one of them.
    large = min(seconds(piece * (40_000 // len(piece))) for _ in range(3))
    assert large < 40 * small
