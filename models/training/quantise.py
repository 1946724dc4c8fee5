"""What the engine's int8 does to a matrix product, inside training and evaluation in float.

A matrix is stored as round(W * 127/max|W|); its input becomes round(x * alpha), cut off at -127..127, where alpha
is one number a matrix, fixed at export. A Quantiser sits in every projection and has three modes:

- `off`: float;
- `record`: float, and the largest |input| of every call is noted;
- `int8`: weights and inputs are rounded as above; gradients pass through as if they were not.

What is not imitated: the engine's kernel adds products two by two in 16 bits and saturates. Trained weights are
small beside their largest and hardly ever reach that; export.py's check in the engine itself shows the rest.
"""
import torch
from torch import Tensor, nn

LIMIT = 127.0


def straight_through(rounded: Tensor, exact: Tensor) -> Tensor:
    """`rounded` forwards, the gradient of `exact` backwards."""
    return exact + (rounded - exact).detach()


class Quantiser(nn.Module):
    def __init__(self):
        super().__init__()
        self.mode = "off"
        self.maxima: list[float] = []
        self.register_buffer("alpha", torch.tensor(0.0))
        """127 / the largest |input| expected; 0: not known yet."""

    def forward(self, x: Tensor, weight: Tensor) -> tuple[Tensor, Tensor]:
        if self.mode == "record":
            self.maxima.append(float(x.detach().abs().max()))
        return (self.input(x), self.weight(weight)) if self.mode == "int8" else (x, weight)

    def weight(self, weight: Tensor) -> Tensor:
        if self.mode != "int8":
            return weight
        multiplier = LIMIT / weight.detach().abs().max()
        return straight_through(torch.round(weight * multiplier) / multiplier, weight)

    def input(self, x: Tensor) -> Tensor:
        cut = torch.clamp(x.float(), -LIMIT / self.alpha, LIMIT / self.alpha)  # 8 bits of bfloat16 would not do
        return straight_through(torch.round(cut * self.alpha) / self.alpha, cut)

    def settle(self, deviations: float) -> None:
        """Sets alpha from the recorded maxima: their mean plus some standard deviations, at most the largest."""
        seen = torch.tensor(self.maxima)
        largest = float(seen.max())
        spread = float(seen.std()) if len(seen) > 1 else 0.0
        self.alpha.fill_(LIMIT / min(largest, float(seen.mean()) + deviations * spread))
        self.maxima = []


def quantisers(model: nn.Module) -> list[Quantiser]:
    return [module for module in model.modules() if isinstance(module, Quantiser)]


def set_mode(model: nn.Module, mode: str) -> None:
    for quantiser in quantisers(model):
        quantiser.mode = mode


def calibrate(model: nn.Module, batches, deviations: float = 4.0) -> None:
    """Sets every alpha from greedy translations of `batches`, an iterable of (source, padding)."""
    was_training = model.training
    model.eval()
    set_mode(model, "record")
    for source, padding in batches:
        model.greedy(source, padding)
    for quantiser in quantisers(model):
        quantiser.settle(deviations)
    set_mode(model, "off")
    model.train(was_training)
