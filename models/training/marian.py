"""Marian's files, as the engine reads them: the model container, its int8 matrices, the binary shortlist.

Little-endian throughout. An item is (name, type, shape, bytes); the options travel as the item special:model.yml.
"""
import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np

INT8, FLOAT32, INTGEMM8 = 0x0101, 0x0404, 0x4101
ALIGNMENT = 256
"""Bytes; the first block and each after it begin at a multiple of it."""
SHORTLIST_MAGIC = 0xF11A48D5013417F5
MASK64 = (1 << 64) - 1


class Item(NamedTuple):
    name: str
    kind: int
    shape: tuple[int, ...]
    data: bytes


def padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % ALIGNMENT)


def float_item(name: str, values: np.ndarray) -> Item:
    """Vectors are stored as [1, n]."""
    values = np.atleast_2d(np.ascontiguousarray(values, dtype="<f4"))
    return Item(name, FLOAT32, values.shape, padded(values.tobytes()))


def int8_item(name: str, values: np.ndarray, transpose: bool) -> Item:
    """round(W * 127/max|W|) and the multiplier; projections are stored transposed, the embedding is not.

    The shape is that of `values` in both cases."""
    values = np.ascontiguousarray(values, dtype="<f4")
    multiplier = np.float32(127.0) / np.abs(values).max()
    whole = np.clip(np.rint(values * multiplier), -127, 127).astype(np.int8)
    body = np.ascontiguousarray(whole.T if transpose else whole).tobytes()
    return Item(name, INTGEMM8, values.shape, padded(body + struct.pack("<f", multiplier)))


def options_item(text: str) -> Item:
    data = text.encode() + b"\0"
    return Item("special:model.yml", INT8, (len(data),), data)


def write_model(path: Path, items: list[Item]) -> None:
    names = [item.name.encode() + b"\0" for item in items]
    head = struct.pack("<QQ", 1, len(items))
    for item, name in zip(items, names):
        head += struct.pack("<QQQQ", len(name), item.kind, len(item.shape), len(item.data))
    head += b"".join(names)
    for item in items:
        head += struct.pack(f"<{len(item.shape)}i", *item.shape)
    gap = -(len(head) + 8) % ALIGNMENT
    path.write_bytes(head + struct.pack("<Q", gap) + b"\0" * gap + b"".join(item.data for item in items))


def read_model(path: Path) -> list[Item]:
    """The inverse of write_model."""
    data = path.read_bytes()
    version, count = struct.unpack_from("<QQ", data, 0)
    if version != 1:
        raise ValueError(f"{path}: expected version 1 of Marian's container, found {version}")
    heads = [struct.unpack_from("<QQQQ", data, 16 + 32 * i) for i in range(count)]
    at = 16 + 32 * count
    names, shapes, items = [], [], []
    for length, *_ in heads:
        names.append(data[at : at + length - 1].decode())
        at += length
    for _, _, dimensions, _ in heads:
        shapes.append(struct.unpack_from(f"<{dimensions}i", data, at))
        at += 4 * dimensions
    at += 8 + struct.unpack_from("<Q", data, at)[0]
    for (_, kind, _, size), name, shape in zip(heads, names, shapes):
        items.append(Item(name, kind, shape, data[at : at + size]))
        at += size
    return items


def shortlist_checksum(body: bytes) -> int:
    seed = 0
    for word in np.frombuffer(body[: len(body) // 8 * 8], dtype="<u8").tolist():
        seed ^= (word + 0x9E3779B9 + ((seed << 6) & MASK64) + (seed >> 2)) & MASK64
    return seed


def write_shortlist(path: Path, rows: list[list[int]], first: int) -> None:
    """rows[source id] = target ids to consider for it; the `first` ids are considered always."""
    offsets, flat = [0], []
    for row in rows:
        flat += sorted({int(target) for target in row if target >= first})
        offsets.append(len(flat))
    body = struct.pack("<QQQQ", first, max(map(len, rows)), len(offsets), len(flat))
    body += np.array(offsets, "<u8").tobytes() + np.array(flat, "<u4").tobytes()
    path.write_bytes(struct.pack("<QQ", SHORTLIST_MAGIC, shortlist_checksum(body)) + body)
