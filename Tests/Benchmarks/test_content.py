"""Content in which every byte is known."""

import pytest
from comparison import content

BLOCK = content.BLOCK
WHOLE = b"".join(content.block(number) for number in range(5))


def swapped(data: bytes, one: int, other: int) -> bytes:
    blocks = [data[start:start + BLOCK] for start in range(0, len(data), BLOCK)]
    blocks[one], blocks[other] = blocks[other], blocks[one]
    return b"".join(blocks)


def taken(data: bytes, piece: int) -> content.Check:
    """A check of two blocks' room that got the data in pieces."""
    check = content.Check(blocks=2)
    while data:
        count = min(piece, len(check.room()), len(data))
        check.put(data[:count])
        data = data[count:]
    return check


@pytest.mark.parametrize("piece", [1000, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK])
def test_what_was_sent_is_right_in_whatever_pieces_it_comes(piece):
    check = taken(WHOLE, piece)
    assert check.received == len(WHOLE) and check.is_whole(len(WHOLE))


@pytest.mark.parametrize("data", [
    WHOLE[:-1], WHOLE[:-BLOCK], WHOLE + WHOLE[:1], WHOLE[BLOCK:] + content.block(5), swapped(WHOLE, 1, 3),
    WHOLE[:BLOCK] + WHOLE[:4 * BLOCK], WHOLE[:100_000] + b"\0" + WHOLE[100_001:], bytes(len(WHOLE)), b"",
], ids=["a byte short", "a block short", "a byte more", "without the first", "two blocks swapped", "a block twice",
        "a byte changed", "zeros", "nothing"])
def test_anything_else_is_not(data):
    assert not taken(data, 50_000).is_whole(len(WHOLE))


def test_a_file_has_the_blocks_one_after_the_other(tmp_path):
    content.write(tmp_path / "file", 5 * BLOCK)
    assert (tmp_path / "file").read_bytes() == WHOLE


def test_a_file_of_broken_blocks_is_not_made(tmp_path):
    with pytest.raises(ValueError):
        content.write(tmp_path / "file", BLOCK + 1)


def test_what_could_not_be_compared_is_not_right():
    """The last bytes of a broken block are not known."""
    assert not taken(WHOLE + b"other", 1000).is_whole(len(WHOLE) + 5)
