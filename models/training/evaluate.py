"""A finished model in the engine, beside its peers: evaluate.py MODEL_FOLDER HELDOUT [--lines 500] [--torch model.pt]

MODEL_FOLDER is what export.py wrote. Prints, a held-out set: BLEU and chrF of int8 (as shipped), float32 and every
peer, loops, empty lines, numbers kept; then how many of 200 inline tags land right. --torch: also how many of the
first lines PyTorch translates just as the engine's float32 does (all must be).
"""
import argparse
import json
import subprocess
from pathlib import Path

import tagged
from scoring import bleu, chrf, loops, numbers_kept, read_lines

SCRIPT = Path(__file__).with_name("engine-translate.mjs")


def engine(folder: Path, lines: list[str], *flags: str, model: str = "model.bin") -> tuple[list[str], str]:
    """-> translations, and what the engine says of its speed."""
    command = ["node", str(SCRIPT), str(folder / model), str(folder / "vocab.spm"), *flags]
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=True)
    output = done.stdout.split("\n")[:-1]
    if len(output) != len(lines):
        raise RuntimeError(f"the engine gave {len(output)} lines for {len(lines)}")
    return output, done.stderr.strip()


def int8(folder: Path, lines: list[str], *flags: str) -> tuple[list[str], str]:
    shortlist = ["--shortlist", str(folder / "lex.bin")] if (folder / "lex.bin").exists() else []
    return engine(folder, lines, *shortlist, *flags)


def beam(folder: Path) -> str:
    """How many translations the product follows at once, by the manifest."""
    return str(json.loads((folder / "manifest.json").read_text(encoding="utf-8")).get("beam", 1))


def row(name: str, result: tuple[list[str], str], references: list[str], sources: list[str]) -> str:
    """`result`: translations, and a note for the end of the row."""
    output, note = result
    kept = [numbers_kept(source, line) for source, line in zip(sources, output)]
    share = sum(k for k, _ in kept) / max(1, sum(n for _, n in kept))
    return (
        f"  {name:24s} BLEU {bleu(output, references):5.2f}  chrF {chrf(output, references):5.2f}  "
        f"loops {sum(map(loops, output)):3d}  empty {sum(not line.strip() for line in output):3d}  "
        f"numbers {share:6.1%}  {note}"
    )


def evaluate_set(folder: Path, held_out: Path, count: int | None) -> None:
    sources, references = read_lines(held_out, "de", count), read_lines(held_out, "en", count)
    print(f"{held_out.name}, {len(sources)} lines")

    def show(name: str, result: tuple[list[str], str]) -> list[str]:
        print(row(name, result, references, sources), flush=True)
        return result[0]

    show("int8, as shipped", int8(folder, sources, "--beam", beam(folder)))
    greedy = show("int8, greedy", int8(folder, sources))
    if (folder / "lex.bin").exists():
        show("int8, no shortlist", engine(folder, sources))
    exact = show("float32", engine(folder, sources, "--precision", "float32", model="float32.bin"))
    print(f"  int8 is {bleu(greedy, references) - bleu(exact, references):+.2f} BLEU from float32")
    for peer in sorted(held_out.parent.glob(f"{held_out.name}.*.en")):
        show(peer.name.split(".")[1], (peer.read_text(encoding="utf-8").splitlines()[:count], ""))


def evaluate_tags(folder: Path) -> None:
    items = tagged.sentences()
    output, _ = int8(folder, [item.html for item in items], "--html")
    for kind in (*tagged.FRAMES, None):
        chosen = [(item, text) for item, text in zip(items, output) if kind in (None, item.kind)]
        placed = sum(tagged.right(item, text) for item, text in chosen)
        print(f"  tags, {kind or 'all'}: {placed} of {len(chosen)} right")
    for item, text in [(item, text) for item, text in zip(items, output) if not tagged.right(item, text)][:5]:
        print(f"    wrong: {item.html}  ->  {text}")


def compare_with_torch(folder: Path, checkpoint: Path, lines: list[str]) -> None:
    from batching import pad
    from export import load_model
    from quantise import switch_int8
    from vocabulary import load_vocabulary

    vocabulary = load_vocabulary(folder / "vocab.spm")
    model, _ = load_model(checkpoint, vocabulary.get_piece_size())
    switch_int8(model, False)
    output, _ = engine(folder, lines, "--precision", "float32", model="float32.bin")
    expected = [vocabulary.decode(model.greedy(*pad([vocabulary.encode(line)], "cpu"))[0]) for line in lines]
    same = [a.split() == b.split() for a, b in zip(output, expected)]
    print(f"  float32: {sum(same)} of {len(lines)} lines as PyTorch has them")
    for a, b in [(a, b) for a, b, equal in zip(output, expected, same) if not equal][:5]:
        print(f"    engine:  {a}\n    PyTorch: {b}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("held_out", type=Path, help="folder of <set>.de, <set>.en, <set>.<peer>.en")
    options.add_argument("--lines", type=int, help="of each set; default all")
    options.add_argument("--torch", type=Path, help="the checkpoint that was exported")
    chosen = options.parse_args()
    sets = [path.with_suffix("") for path in sorted(chosen.held_out.glob("*.de"))]
    if chosen.torch:
        compare_with_torch(chosen.folder, chosen.torch, read_lines(sets[0], "de", 100))
    for held_out in sets:
        evaluate_set(chosen.folder, held_out, chosen.lines)
    evaluate_tags(chosen.folder)


if __name__ == "__main__":
    main()
