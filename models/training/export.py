"""RUN/model.pt -> what the engine loads: export.py RUN/model.pt DATA OUT --calibrate HELDOUT/wmt20.de

Writes OUT/model.bin (int8), OUT/vocab.spm, OUT/lex.bin (if DATA has shortlist.npz), OUT/manifest.json, and beside
them, not to be shipped, OUT/float32.bin for comparison.
"""
import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import torch

from batching import pad
from marian import Item, float_item, int8_item, options_item, write_model, write_shortlist
from model import SIZES, Linear, Marian, Norm
from quantise import LIMIT, calibrate
from vocabulary import load_vocabulary

ALWAYS = 3072
"""Ids that every sentence may use: </s>, <unk>, the 256 bytes and the commonest pieces (by frequency from there on).
Many, since the product translates a few sentences at a time (LEASE.md, "A fourth lease")."""

FIXED_OPTIONS = {
    "bert-train-type-embeddings": "true", "bert-type-vocab-size": 2,
    "dec-cell": "ssru", "dec-cell-base-depth": 2, "dec-cell-high-depth": 1,
    "dim-rnn": 1024, "enc-cell": "gru", "enc-cell-depth": 1, "enc-type": "bidirectional",
    "input-types": "[]", "layer-normalization": "false", "lemma-dim-emb": 0, "output-omit-bias": "false",
    "right-left": "false", "skip": "false",
    "tied-embeddings": "false", "tied-embeddings-all": "true", "tied-embeddings-src": "false",
    "transformer-aan-activation": "swish", "transformer-aan-depth": 2, "transformer-aan-nogate": "false",
    "transformer-decoder-autoreg": "rnn", "transformer-dim-aan": 2048,
    "transformer-ffn-activation": "relu", "transformer-ffn-depth": 2,
    "transformer-guided-alignment-layer": "last", "transformer-no-projection": "false",
    "transformer-pool": "false", "transformer-postprocess": "dan", "transformer-postprocess-emb": "d",
    "transformer-postprocess-top": '""', "transformer-preprocess": '""', "transformer-tied-layers": "[]",
    "transformer-train-position-embeddings": "false", "type": "transformer",
    "ulr": "false", "ulr-dim-emb": 0, "ulr-trainable-transformation": "false",
    "version": "v1.10.20; klartext",
}  # fmt: skip


def options(size: str, vocabulary: int) -> str:
    width, inner, heads, encoders, decoders = SIZES[size]
    own = {
        "dim-emb": width,
        "dim-vocabs": f"[{vocabulary}, {vocabulary}]",
        "enc-depth": encoders,
        "dec-depth": decoders,
        "transformer-dim-ffn": inner,
        "transformer-heads": heads,
    }
    return "".join(f"{key}: {value}\n" for key, value in sorted((FIXED_OPTIONS | own).items()))


def projections(model: Marian) -> dict[str, Linear]:
    """Marian's name -> projection."""
    named: dict[str, Linear] = {}

    def attention(prefix, part):
        named.update({f"{prefix}_W{letter}": getattr(part, letter) for letter in "qkvo"})

    def feed_forward(prefix, part):
        named.update({f"{prefix}_W1": part.a, f"{prefix}_W2": part.b})

    for i, layer in enumerate(model.encoder, 1):
        attention(f"encoder_l{i}_self", layer.attention)
        feed_forward(f"encoder_l{i}_ffn", layer.ffn)
    for i, layer in enumerate(model.decoder, 1):
        named.update({f"decoder_l{i}_rnn_W": layer.rnn.w, f"decoder_l{i}_rnn_Wf": layer.rnn.f})
        attention(f"decoder_l{i}_context", layer.context)
        feed_forward(f"decoder_l{i}_ffn", layer.ffn)
    return named


def norms(model: Marian) -> dict[str, Norm]:
    """Marian's name, without _ln_scale or _ln_bias -> norm."""
    named: dict[str, Norm] = {}
    for i, layer in enumerate(model.encoder, 1):
        named |= {f"encoder_l{i}_self_Wo": layer.attention.norm, f"encoder_l{i}_ffn_ffn": layer.ffn.norm}
    for i, layer in enumerate(model.decoder, 1):
        named |= {f"decoder_l{i}_rnn_ffn": layer.rnn.norm, f"decoder_l{i}_context_Wo": layer.context.norm}
        named |= {f"decoder_l{i}_ffn_ffn": layer.ffn.norm}
    return named


def model_items(model: Marian, int8: bool) -> list[Item]:
    """All weights in Marian's names, sorted, the options last; int8 needs a calibrated model."""
    array = lambda tensor: tensor.detach().float().cpu().numpy()  # noqa: E731
    items = [float_item("decoder_ff_logit_out_b", array(model.output_bias))]
    for name, norm in norms(model).items():
        items += [float_item(name + "_ln_scale", array(norm.weight)), float_item(name + "_ln_bias", array(norm.bias))]

    def matrix(name, weight, quantiser, transpose):
        if not int8:
            return [float_item(name, weight)]
        alpha = float(quantiser.alpha)
        return [int8_item(name, weight, transpose), float_item(name + "_QuantMultA", np.array([alpha]))]

    items += matrix("Wemb", array(model.embedding), model.quantiser, transpose=False)
    for name, linear in projections(model).items():
        items += matrix(name, array(linear.weight.t()), linear.quantiser, transpose=True)
        if linear.bias is not None:
            stem, letter = name.rsplit("_W", 1)
            items.append(float_item(f"{stem}_b{letter}", array(linear.bias)))
    if int8:
        items.append(float_item("none_QuantMultA", np.array([LIMIT])))
    items.sort(key=lambda item: item.name)
    return [*items, options_item(options(model.size, model.embedding.shape[0]))]


def load_model(path: Path, vocabulary: int) -> tuple[Marian, dict]:
    """A checkpoint's averaged weights, ready to translate, and what it says of itself."""
    kept = torch.load(path, map_location="cpu", weights_only=True)
    model = Marian(kept["size"], vocabulary).eval()
    model.load_state_dict({name: value.float() for name, value in kept.pop("model").items()})
    return model, kept


def describe(role: str, path: Path) -> dict:
    data = path.read_bytes()
    return {"role": role, "name": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--calibrate", type=Path, required=True, help="German lines; the first 500 are translated")
    parser.add_argument("--name", default="de-en", help="the model's name in its manifest")
    parser.add_argument("--deviations", type=float, default=0.0, help="room above the mean of the largest inputs")
    parser.add_argument("--as-trained", action="store_true", help="keep the alphas that int8 training fixed")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    vocabulary = load_vocabulary(chosen.data / "vocab.spm")
    model, kept = load_model(chosen.checkpoint, vocabulary.get_piece_size())
    if not (chosen.as_trained and kept["int8"]):
        lines = chosen.calibrate.read_text(encoding="utf-8").splitlines()[:500]
        ids = [vocabulary.encode(line) for line in lines]
        calibrate(model, (pad(ids[i : i + 20], "cpu") for i in range(0, len(ids), 20)), chosen.deviations)
    write_model(chosen.out / "float32.bin", model_items(model, int8=False))
    write_model(chosen.out / "model.bin", model_items(model, int8=True))
    shutil.copy(chosen.data / "vocab.spm", chosen.out / "vocab.spm")
    files = [describe("model", chosen.out / "model.bin"), describe("vocab", chosen.out / "vocab.spm")]
    if (chosen.data / "shortlist.npz").exists():
        rows = np.load(chosen.data / "shortlist.npz")["rows"]
        write_shortlist(chosen.out / "lex.bin", [[int(t) for t in row if t] for row in rows], ALWAYS)
        files.append(describe("shortlist", chosen.out / "lex.bin"))
    manifest = {
        "format": 1,
        "name": chosen.name,
        "pair": {"source": "de", "target": "en"},
        "architecture": model.size,
        "precision": "int8shiftAlphaAll",
        "files": files,
        "quotedTerms": "apart",
        "beam": 3,
        "source": f"trained by models/training, {kept['step']} steps, {kept['seen'] / 1e6:.0f} million target tokens",
        "licence": "see MODEL_CARD.md",
    }
    (chosen.out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(files, indent=2))


if __name__ == "__main__":
    main()
