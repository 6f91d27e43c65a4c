"""Sealed bytes: opened as they were sealed, or refused, whatever was done to them."""

from baleharum.vault import sealing
from baleharum.vault.interfaces import Broken
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

import io
import pytest
import random


CHUNK = sealing.CHUNK
SIZES = [0, 1, 15, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK - 7, 3 * CHUNK + 100]
KEY = bytes(range(32))
OTHER = bytes(32)

sizes = st.sampled_from(SIZES) | st.integers(0, 3 * CHUNK + 50)


class Kept(io.BytesIO):
    """A stream whose content outlives its closing."""

    def close(self):
        self.kept = self.getvalue()
        super().close()


def plain(size, seed=0):
    return random.Random(f"{size}-{seed}").randbytes(size)  # noqa: S311


def sealed(data, key=KEY, aad=b"", pieces=None):
    stream = Kept()
    with sealing.SealingWriter(stream, key, aad) as writer:
        for piece in pieces or [data]:
            assert writer.write(piece) == len(piece)
    return stream.kept


def reader(content, key=KEY, aad=b""):
    return sealing.OpeningReader(io.BytesIO(content), key, aad)


def refused(content, key=KEY, aad=b""):
    with pytest.raises(Broken):
        reader(content, key, aad).read()


@settings(deadline=None, max_examples=60)
@given(sizes, st.lists(st.integers(1, CHUNK * 2), max_size=4))
def test_a_stream_is_read_as_it_was_written_in_any_pieces(size, cuts):
    data = plain(size)
    places = sorted({min(cut, size) for cut in cuts} | {0, size})
    pieces = [data[a:b] for a, b in zip(places, places[1:], strict=False)] or [b""]
    content = sealed(data, pieces=pieces)
    assert len(content) == sealing.sealed_size(size)
    assert reader(content).read() == data
    assert reader(content).size == size


@settings(deadline=None, max_examples=80)
@given(sizes, st.data())
def test_any_range_is_the_plain_range(size, choice):
    data, content = plain(size), sealed(plain(size))
    start = choice.draw(st.integers(0, size + 10))
    length = choice.draw(st.integers(0, size + 10))
    opened = reader(content)
    opened.seek(start)
    assert opened.read(length) == data[start : start + length]
    assert opened.tell() == min(start + length, max(size, start))
    assert b"".join(opened.pieces(start, start + length)) == data[start : start + length]
    opened.seek(-min(size, 5), io.SEEK_END)
    assert opened.read() == data[size - min(size, 5) :]


@settings(deadline=None, max_examples=80)
@given(sizes, st.data())
def test_one_bit_flipped_is_refused(size, choice):
    content = bytearray(sealed(plain(size)))
    at = choice.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << choice.draw(st.integers(0, 7))
    refused(bytes(content))


@settings(deadline=None, max_examples=80)
@given(sizes, st.data())
def test_a_cut_is_refused_before_anything_is_handed_out(size, choice):
    content = sealed(plain(size))
    places = {sealing.HEADER + n * sealing.SEALED_CHUNK for n in range(4)}
    places = sorted(place for place in places if place < len(content))
    cut = choice.draw(st.sampled_from(places) | st.integers(0, len(content) - 1))
    with pytest.raises(Broken):
        reader(content[:cut])


@settings(deadline=None, max_examples=40)
@given(sizes, sizes)
def test_an_extension_is_refused_before_anything_is_handed_out(size, more):
    content = sealed(plain(size))
    for tail in (b"\0", plain(more) or b"x", sealed(plain(more))[sealing.HEADER :]):
        with pytest.raises(Broken):
            reader(content + tail)


def test_chunks_in_another_order_are_refused():
    content = sealed(plain(4 * CHUNK))
    head, step = content[: sealing.HEADER], sealing.SEALED_CHUNK
    chunks = [content[sealing.HEADER + n * step :][:step] for n in range(4)]
    assert head + b"".join(chunks) == content
    for order in ([1, 0, 2, 3], [0, 2, 1, 3], [0, 1, 3, 2], [0, 0, 2, 3], [0, 1, 3], [0, 3]):
        refused(head + b"".join(chunks[n] for n in order))


def test_chunks_of_another_file_are_refused():
    one, two = sealed(plain(2 * CHUNK)), sealed(plain(2 * CHUNK, seed=1))
    cut = sealing.HEADER + sealing.SEALED_CHUNK
    refused(one[:cut] + two[cut:])
    refused(two[: sealing.HEADER] + one[sealing.HEADER :])


def test_another_key_or_purpose_is_refused():
    content = sealed(b"x", aad=b"content")
    assert reader(content, aad=b"content").read() == b"x"
    refused(content, key=OTHER, aad=b"content")
    refused(content, aad=b"text")


def test_two_sealings_of_the_same_differ():
    assert sealed(b"same") != sealed(b"same")
    assert sealing.seal_bytes(KEY, b"same") != sealing.seal_bytes(KEY, b"same")


def test_what_was_not_finished_can_not_be_opened():
    stream = Kept()
    with pytest.raises(ValueError), sealing.SealingWriter(stream, KEY) as writer:
        writer.write(plain(3 * CHUNK))
        raise ValueError
    refused(stream.kept)
    forgotten = Kept()
    writer = sealing.SealingWriter(forgotten, KEY)
    writer.write(plain(10))
    del writer
    refused(forgotten.kept)


@settings(deadline=None)
@given(st.binary(max_size=200), st.binary(max_size=20), st.data())
def test_small_values(data, aad, choice):
    value = sealing.seal_bytes(KEY, data, aad)
    assert sealing.open_bytes(KEY, value, aad) == data
    at = choice.draw(st.integers(0, len(value) - 1))
    flipped = (
        value[:at] + bytes([value[at] ^ 1 << choice.draw(st.integers(0, 7))]) + value[at + 1 :]
    )
    for wrong in (flipped, value[:at], value + b"x"):
        with pytest.raises(Broken):
            sealing.open_bytes(KEY, wrong, aad)
    with pytest.raises(Broken):
        sealing.open_bytes(KEY, value, aad + b"x")
    with pytest.raises(Broken):
        sealing.open_bytes(OTHER, value, aad)
