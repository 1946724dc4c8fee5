"""Proves the format and the maths on a finished float32 model: check_format.py MODEL.f32.bin VOCAB.spm LINES.de

Reads the file into PyTorch, writes it again (the weights must be the same bytes), translates the lines in PyTorch
and in the engine (the texts must be equal), and says how many lines int8 translates as float32 does.
For the sizes that model.py knows.
"""
import sys
import tempfile
from pathlib import Path

from batching import pad
from evaluate import engine
from export import model_items
from marian import read_model, write_model
from quantise import calibrate
from restart import from_file
from vocabulary import load_vocabulary


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
