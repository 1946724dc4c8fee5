"""What the engine's int8 does to a matrix product, inside training and evaluation in float.

A matrix is stored as round(W * 127/max|W|); its input becomes round(x * alpha), cut off at -127..127, where alpha
is one number a matrix, fixed at export. A Quantiser sits in every projection. `active` switches it: it is a tensor, not
a branch, so that code compiled for training is not compiled again when the last phase begins. Gradients pass through the
rounding as if it were not there.

What is not imitated: the engine's kernel adds products two by two in 16 bits and saturates. Trained weights are
small beside their largest and hardly ever reach that; evaluate.py's figures from the engine itself show the rest.
"""
import torch
from torch import Tensor, nn

LIMIT = 127.0


class Quantiser(nn.Module):
    def __init__(self):
        super().__init__()
        self.recording = False
        """While true, the largest |input| of every call is noted in `maxima`."""
        self.maxima: list[float] = []
        self.register_buffer("alpha", torch.tensor(1.0))
        """127 / the largest |input| expected; of no meaning before `calibrate`."""
        self.register_buffer("active", torch.tensor(0.0))
        """1: inputs and weights are seen as int8 sees them; 0: in float."""

    def idle(self) -> bool:
        """Nothing to do, and worth a look: rounding an embedding that nobody rounds takes most of a step on a CPU."""
        return not self.training and not bool(self.active)

    def forward(self, x: Tensor, weight: Tensor) -> tuple[Tensor, Tensor]:
        if self.recording:
            self.maxima.append(float(x.detach().abs().max()))
        return self.input(x), self.weight(weight)

    def weight(self, weight: Tensor) -> Tensor:
        if self.idle():
            return weight
        exact = weight.detach()
        multiplier = LIMIT / exact.abs().max()
        return weight + self.active * (torch.round(exact * multiplier) / multiplier - exact)

    def input(self, x: Tensor) -> Tensor:
        if self.idle():
            return x
        exact = x.float()  # 8 bits of bfloat16 would not do
        cut = torch.clamp(exact, -LIMIT / self.alpha, LIMIT / self.alpha)
        rounding = (torch.round(cut * self.alpha) / self.alpha - cut).detach()
        return (exact + self.active * (cut + rounding - exact)).to(x.dtype)

    def settle(self, deviations: float) -> None:
        """Sets alpha from the recorded maxima: their mean plus some standard deviations, at most the largest."""
        seen = torch.tensor(self.maxima)
        largest = float(seen.max())
        spread = float(seen.std()) if len(seen) > 1 else 0.0
        self.alpha.fill_(LIMIT / min(largest, float(seen.mean()) + deviations * spread))
        self.maxima = []


def quantisers(model: nn.Module) -> list[Quantiser]:
    return [module for module in model.modules() if isinstance(module, Quantiser)]


def switch_int8(model: nn.Module, on: bool) -> None:
    for quantiser in quantisers(model):
        quantiser.active.fill_(float(on))


def record(model: nn.Module, on: bool) -> None:
    for quantiser in quantisers(model):
        quantiser.recording = on


def calibrate(model: nn.Module, batches, deviations: float = 4.0) -> None:
    """Sets every alpha from greedy translations of `batches`, an iterable of (source, padding), in float."""
    was_training = model.training
    model.eval()
    switch_int8(model, False)
    record(model, True)
    for source, padding in batches:
        model.greedy(source, padding)
    record(model, False)
    for quantiser in quantisers(model):
        quantiser.settle(deviations)
    model.train(was_training)
