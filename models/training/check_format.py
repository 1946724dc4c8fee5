"""Proves the format and the maths on a finished float32 model: check_format.py MODEL.f32.bin VOCAB.spm LINES.de

Reads the file into PyTorch, writes it again (the weights must be the same bytes), translates the lines in PyTorch
and in the engine (the texts must be equal), and says how many lines int8 translates as float32 does.
For the sizes that model.py knows.
"""
import re
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

from batching import pad
from evaluate import engine
from export import model_items, norms, projections
from marian import read_model, write_model
from model import SIZES, Marian
from quantise import calibrate
from vocabulary import load_vocabulary


def from_file(path: Path) -> Marian:
    """A float32 file of a known size -> the same model in PyTorch."""
    items = {item.name: item for item in read_model(path)}
    text = items["special:model.yml"].data.decode()
    number = lambda key: int(re.search(rf"^{key}: (\d+)", text, re.M)[1])  # noqa: E731
    keys = ("dim-emb", "transformer-dim-ffn", "transformer-heads", "enc-depth", "dec-depth")
    size = next(name for name, shape in SIZES.items() if shape == tuple(map(number, keys)))
    vocabulary, width = items["Wemb"].shape
    model = Marian(size, vocabulary).eval()

    def fill(parameter: torch.Tensor, name: str, transpose: bool = False) -> None:
        item = items[name]
        values = np.frombuffer(item.data, "<f4", int(np.prod(item.shape))).reshape(item.shape)
        values = torch.from_numpy(values.T.copy() if transpose else values.copy())
        parameter.data.copy_(values.reshape(parameter.shape))

    fill(model.embedding, "Wemb")
    fill(model.output_bias, "decoder_ff_logit_out_b")
    for name, norm in norms(model).items():
        fill(norm.weight, name + "_ln_scale")
        fill(norm.bias, name + "_ln_bias")
    for name, linear in projections(model).items():
        fill(linear.weight, name, transpose=True)
        if linear.bias is not None:
            stem, letter = name.rsplit("_W", 1)
            fill(linear.bias, f"{stem}_b{letter}")
    return model


def main(model_file: str, vocabulary_file: str, lines_file: str) -> None:
    model, vocabulary = from_file(Path(model_file)), load_vocabulary(vocabulary_file)
    lines = Path(lines_file).read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "vocab.spm").write_bytes(Path(vocabulary_file).read_bytes())
        write_model(folder / "float32.bin", model_items(model, int8=False))
        before = {item.name: item.data for item in read_model(Path(model_file)) if item.kind == 0x0404}
        after = {item.name: item.data for item in read_model(folder / "float32.bin") if item.kind == 0x0404}
        print("written again:", "the same weights" if before == after else "OTHER WEIGHTS")
        batches = [pad([vocabulary.encode(line)], "cpu") for line in lines]
        expected = [vocabulary.decode(model.greedy(*batch)[0]) for batch in batches]
        exact = engine(folder, lines, "--precision", "float32", model="float32.bin")[0]
        same = sum(a.split() == b.split() for a, b in zip(exact, expected))
        print(f"float32: {same} of {len(lines)} lines as PyTorch has them")
        calibrate(model, batches)
        write_model(folder / "model.bin", model_items(model, int8=True))
        rounded = engine(folder, lines)[0]
        print(f"int8: {sum(a == b for a, b in zip(exact, rounded))} of {len(lines)} lines as float32 has them")


if __name__ == "__main__":
    main(*sys.argv[1:])
