"""Trains on DATA/part-*.npz against the clock: train.py DATA RUN --size base --minutes 20

Keeps in RUN: `model.pt` (averaged weights, what export.py takes), `resume.pt` (all that is needed to go on; the same
command goes on from it), `log.txt`. Parts that appear while it runs are taken up. SIGTERM: saves and ends.
"""
import argparse
import math
import os
import signal
import time
from pathlib import Path

import torch
import torch.fx.experimental._config
import torch.nn.functional as F
from torch import Tensor

from backtranslation import back_translate
from batching import Batch, Corpus, pad
from model import Marian
from packing import load, save
from quantise import calibrate, switch_int8
from scoring import bleu, read_lines
from vocabulary import load_vocabulary


def read_options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = options.add_argument
    add("data", type=Path)
    add("run", type=Path)
    add("--size", default="base")
    add("--minutes", type=float, default=20.0, help="training time in all, earlier runs counted in")
    add("--start", type=Path, help="weights of an earlier run to begin with, its model.pt; the schedule begins anew")
    add("--until", type=float, help="Unix time to end at, whatever --minutes says: a lease")
    add("--steps", type=int, default=10**9, help="ends after so many steps: a rehearsal")
    add("--tokens", type=int, default=32768, help="places a batch and side")
    add("--rate", type=float, default=1e-3, help="highest learning rate")
    add("--warm-up", type=int, default=1500, help="steps")
    add("--schedule", choices=["cosine", "sqrt"], default="cosine", help="cosine over the minutes, or 1/sqrt(step)")
    add("--drop", type=float, default=0.1)
    add("--smoothing", type=float, default=0.1)
    add("--guide", type=float, default=0.1, help="weight of the alignment loss")
    add("--average", type=float, default=0.999, help="memory of the averaged weights")
    add("--both-until", type=float, default=0.0, help="share of the time in which both directions are trained")
    add("--back-seconds", type=float, default=60.0, help="then DATA/mono.npz is translated back for so long at most")
    add("--late-from", type=float, default=0.6, help="share of the time after which prose counts for more")
    add("--int8-from", type=float, default=0.85, help="share of the time after which int8 is imitated; 1: never")
    add("--held-out", type=Path, action="append", default=[], help="path of a set without .de/.en, repeatable")
    add("--lines", type=int, default=200, help="held-out lines scored on the way")
    add("--score-every", type=float, default=2.0, help="minutes")
    add("--save-every", type=float, default=2.0, help="minutes")
    add("--seed", type=int, default=1)
    add("--compile", action="store_true", help="torch.compile the layers")
    add("--backend", default="aot_eager", help="of --compile where there is no GPU: aot_eager or inductor")
    add("--threads", type=int, default=0)
    return options.parse_args()


def guided_alignment_loss(log_attention: Tensor, aligned: Tensor) -> Tensor:
    """Mean -log attention of the alignment head [B,T,S] at the aligned source positions [B,T] (-1: none)."""
    known = aligned >= 0
    at = log_attention.gather(-1, aligned.clamp(min=0)[..., None])[..., 0]
    return -(at * known).sum() / known.sum().clamp(min=1)


class Training:
    def __init__(self, options: argparse.Namespace):
        self.options = options
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(options.seed)
        if options.threads:
            torch.set_num_threads(options.threads)
        torch.set_float32_matmul_precision("high")
        self.vocabulary = load_vocabulary(options.data / "vocab.spm")
        self.model = Marian(options.size, self.vocabulary.get_piece_size(), options.drop).to(self.device)
        self.averaged = Marian(options.size, self.vocabulary.get_piece_size()).to(self.device).eval()
        self.earlier = {"step": 0, "seen": 0}
        """What the weights of --start had learnt before."""
        if options.start:
            kept = torch.load(options.start, map_location=self.device, weights_only=True)
            self.model.load_state_dict(kept["model"])
            switch_int8(self.model, False)
            self.earlier = {name: kept[name] for name in self.earlier}
        self.averaged.load_state_dict(self.model.state_dict())
        self.optimiser = torch.optim.AdamW(
            self.model.parameters(), lr=0.0, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01, fused=True
        )
        self.step, self.seen, self.spent, self.int8 = 0, 0, 0.0, False
        self.skipped = torch.zeros((), dtype=torch.long, device=self.device)
        """Steps whose gradient was no number: one of them, taken, makes every weight none."""
        self.unsound = False
        """More than one step of fifty was skipped: training in both directions once ended so."""
        self.stopped = False
        signal.signal(signal.SIGTERM, self.stop)
        options.run.mkdir(parents=True, exist_ok=True)
        if (options.run / "resume.pt").exists():
            self.resume()
        if options.until:
            options.minutes = (self.spent + options.until - time.time()) / 60
        if options.compile:
            self.compile()

    def stop(self, *_signal) -> None:
        self.stopped = True

    def compile(self) -> None:
        """The layers one by one: like layers share their code, so this takes seconds, not minutes.

        Sizes that happen to be equal (a batch of 64 sentences, a head of 64) must not be taken for one, or the
        code is compiled anew for the next batch."""
        torch.fx.experimental._config.use_duck_shape = False
        how = {"dynamic": True, "backend": "inductor" if self.device == "cuda" else self.options.backend}
        for layer in self.model.encoder:
            layer.compile(**how)
        for layer in self.model.decoder:
            layer.rnn.gates = torch.compile(layer.rnn.gates, **how)
            layer.rnn.finish = torch.compile(layer.rnn.finish, **how)
            layer.context.compile(**how)
            layer.ffn.compile(**how)
        self.word_loss = torch.compile(self.word_loss, **how)

    def resume(self) -> None:
        kept = torch.load(self.options.run / "resume.pt", map_location=self.device, weights_only=True)
        self.model.load_state_dict(kept["model"])
        self.averaged.load_state_dict(kept["averaged"])
        self.optimiser.load_state_dict(kept["optimiser"])
        self.step, self.seen, self.spent, self.int8 = (kept[k] for k in ("step", "seen", "spent", "int8"))

    def save(self) -> None:
        progress = {"step": self.step, "seen": self.seen, "spent": self.spent, "int8": self.int8}
        averaged = self.averaged.state_dict()
        in_all = {name: progress[name] + count for name, count in self.earlier.items()}
        self.write("model.pt", {"size": self.options.size, "model": averaged, **progress, **in_all})
        states = {"model": self.model.state_dict(), "averaged": averaged, "optimiser": self.optimiser.state_dict()}
        self.write("resume.pt", {**states, **progress})

    def write(self, name: str, content: dict) -> None:
        temporary = self.options.run / (name + ".tmp")
        torch.save(content, temporary)
        os.replace(temporary, self.options.run / name)

    def say(self, text: str) -> None:
        line = f"{self.spent / 60:6.1f} min  step {self.step:6d}  {self.seen / 1e6:7.1f} M tokens  {text}"
        print(line, flush=True)
        with open(self.options.run / "log.txt", "a", encoding="utf-8") as log:
            log.write(line + "\n")

    @property
    def progress(self) -> float:
        return self.spent / 60 / self.options.minutes

    def rate(self) -> float:
        options, step = self.options, self.step + 1
        if options.schedule == "sqrt":
            fall = math.sqrt(options.warm_up / max(step, options.warm_up))
        else:
            fall = 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, self.progress)))
        return options.rate * min(1.0, step / options.warm_up) * fall

    def word_loss(self, states: Tensor, labels: Tensor) -> Tensor:
        scores = self.model.logits(states).float().flatten(0, 1)
        return F.cross_entropy(scores, labels.flatten(), label_smoothing=self.options.smoothing)

    def train_on(self, batch: Batch) -> Tensor:
        """One step -> the loss, still on the device."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate()
        with torch.autocast(self.device, torch.bfloat16, enabled=self.device == "cuda"):
            states, attention = self.model(batch.source, batch.padding, batch.target)
            words = self.word_loss(states, batch.labels)
        loss = words + self.options.guide * guided_alignment_loss(attention, batch.aligned)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        bad = ~torch.isfinite(norm)
        self.optimiser.found_inf = bad.float()  # the fused AdamW leaves the weights as they are where this is 1
        self.skipped += bad
        self.optimiser.step()
        self.step += 1
        if self.step % 100 == 0:  # not at each: the host would wait for the device
            self.unsound = int(self.skipped) > 10 + self.step // 50
        self.seen += batch.tokens
        memory = min(self.options.average, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.averaged.parameters()), list(self.model.parameters()), 1 - memory)
        return words.detach().nan_to_num()

    def start_int8(self, corpus: Corpus) -> None:
        """From here on forward passes see what the engine's int8 will see."""
        calibrate(self.averaged, corpus.sample(200, at_once=100))
        alphas = {k: v for k, v in self.averaged.state_dict().items() if k.endswith("alpha")}
        self.model.load_state_dict(alphas, strict=False)
        switch_int8(self.model, True)
        switch_int8(self.averaged, True)
        self.int8 = True

    @torch.no_grad()
    def score(self) -> str:
        """BLEU of the averaged weights on the first held-out lines, and one translation to look at."""
        scores, example = [], ""
        for held in self.options.held_out:
            lines, references = read_lines(held, "de", self.options.lines), read_lines(held, "en", self.options.lines)
            output: list[str] = []
            for i in range(0, len(lines), 100):
                source, padding = pad([self.vocabulary.encode(line) for line in lines[i : i + 100]], self.device)
                with torch.autocast(self.device, torch.bfloat16, enabled=self.device == "cuda"):
                    output += [self.vocabulary.decode(ids) for ids in self.averaged.greedy(source, padding)]
            scores.append(f"{held.name} {bleu(output, references):.2f}")
            example = output[0]
        return "  ".join([*scores, example[:90]])

    def translate_back(self) -> None:
        """Makes a further part of the English text in DATA/mono.npz; the corpus takes it up like any other.

        Not where training was unsound: what is not learnt cannot teach."""
        text, part = self.options.data / "mono.npz", self.options.data / "part-back.npz"
        if part.exists() or not text.exists() or self.unsound:
            return
        try:
            save(part, back_translate(self.averaged, load(text), self.options.back_seconds, self.device, self.say))
        except Exception as error:  # noqa: BLE001  a lease has no second try: better a model without it than none
            self.say(f"nothing translated back: {error}")
            text.rename(text.with_suffix(".failed"))

    def phase(self) -> tuple[bool, bool]:
        """(prose counts for more, both directions)"""
        both = self.progress < self.options.both_until and not self.unsound
        return self.progress >= self.options.late_from, both

    def run(self) -> None:
        options = self.options
        corpus = Corpus(options.data, self.device, options.seed + self.step)
        self.model.train()
        before, last_score, last_save, tokens_before = time.time(), self.spent, self.spent, self.seen
        loss = torch.zeros((), device=self.device)
        while not self.over():
            phase = self.phase()
            if options.both_until and not phase[1]:
                self.translate_back()
            if corpus.grown():
                corpus.reload()
            for batch in corpus.epoch(options.tokens, *phase):
                loss = loss.lerp(self.train_on(batch), 0.02 if self.step > 50 else 0.3)
                now = time.time()
                self.spent, before = self.spent + now - before, now
                if options.int8_from <= self.progress and not self.int8:
                    self.start_int8(corpus)
                if self.step in (1, 20, 100, 200):
                    self.say(f"loss {float(loss):.3f}")
                if self.spent - last_score > 60 * options.score_every:
                    speed = (self.seen - tokens_before) / (self.spent - last_score)
                    self.say(f"loss {float(loss):.3f}  {self.skipped:d} skipped  {speed:.0f} tokens/s  {self.score()}")
                    last_score, tokens_before = self.spent, self.seen
                if self.spent - last_save > 60 * options.save_every:
                    self.save()
                    last_save = self.spent
                if self.over() or self.phase() != phase:
                    break
                if self.step % 100 == 0 and corpus.grown():
                    break
        self.save()
        self.say(f"end  loss {float(loss):.3f}  parts {len(corpus.parts)}  {self.score()}")

    def over(self) -> bool:
        return self.stopped or self.step >= self.options.steps or self.progress >= 1


if __name__ == "__main__":
    Training(read_options()).run()
