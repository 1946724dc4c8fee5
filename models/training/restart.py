"""A finished model file -> weights to train on from: restart.py MODEL_FOLDER model.pt

What a lease trained is kept as the shipped files alone, in 8 bits; training that imitates int8 ended on just these
values, so they are a start as good as the checkpoint was. Also reads a float32 file (check_format.py).
"""
import json
import re
import struct
import sys
from pathlib import Path

import numpy as np
import torch

from export import norms, projections
from marian import INTGEMM8, Item, read_model
from model import SIZES, Marian


def matrix(item: Item, projection: bool) -> np.ndarray:
    """As PyTorch has it. A projection is named [in, out] in the file, and as float32 stands there so; as int8 it does not."""
    count = int(np.prod(item.shape))
    if item.kind == INTGEMM8:
        (multiplier,) = struct.unpack_from("<f", item.data, count)
        whole = np.frombuffer(item.data, np.int8, count).astype(np.float32)
        return whole.reshape(item.shape[::-1] if projection else item.shape) / multiplier
    exact = np.frombuffer(item.data, "<f4", count).reshape(item.shape)
    return exact.T if projection else exact


def from_file(path: Path) -> Marian:
    """A file of a known size, float32 or int8 -> the same model in PyTorch, in float."""
    items = {item.name: item for item in read_model(path)}
    text = items["special:model.yml"].data.decode()
    number = lambda key: int(re.search(rf"^{key}: (\d+)", text, re.M)[1])  # noqa: E731
    keys = ("dim-emb", "transformer-dim-ffn", "transformer-heads", "enc-depth", "dec-depth")
    size = next(name for name, shape in SIZES.items() if shape == tuple(map(number, keys)))
    vocabulary, _width = items["Wemb"].shape
    model = Marian(size, vocabulary).eval()

    def fill(parameter: torch.Tensor, name: str, projection: bool = False) -> None:
        parameter.data.copy_(torch.from_numpy(matrix(items[name], projection).copy()).reshape(parameter.shape))

    fill(model.embedding, "Wemb")
    fill(model.output_bias, "decoder_ff_logit_out_b")
    for name, norm in norms(model).items():
        fill(norm.weight, name + "_ln_scale")
        fill(norm.bias, name + "_ln_bias")
    for name, linear in projections(model).items():
        fill(linear.weight, name, projection=True)
        if linear.bias is not None:
            stem, letter = name.rsplit("_W", 1)
            fill(linear.bias, f"{stem}_b{letter}")
    return model


def learnt(folder: Path) -> dict[str, int]:
    """What the manifest says that these weights have seen, for the next one to count on."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    steps, millions = map(int, re.search(r"(\d+) steps, (\d+) million", manifest["source"]).groups())
    return {"step": steps, "seen": millions * 10**6}


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    model = from_file(folder / "model.bin")
    torch.save({"size": model.size, "model": model.state_dict(), **learnt(folder)}, sys.argv[2])
