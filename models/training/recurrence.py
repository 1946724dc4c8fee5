"""The SSRU's recurrence c_t = keep_t * c_{t-1} + new_t along dim 1, from c = 0: a kernel on a GPU, doubling elsewhere.

A step of the recurrence is far too small for a call of its own, and written with slices it is a tenth of the training
time and is compiled anew for every length. The kernel reads and writes each number once.
"""
import torch
from torch import Tensor

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None

BLOCK = 128
"""Channels a program; the width must be a multiple of it."""


def by_doubling(keep: Tensor, new: Tensor) -> Tensor:
    """In log2(T) steps of whole tensors; differentiable."""
    reach, length = 1, keep.shape[1]
    while reach < length:
        new = torch.cat([new[:, :reach], new[:, reach:] + keep[:, reach:] * new[:, :-reach]], 1)
        keep = torch.cat([keep[:, :reach], keep[:, reach:] * keep[:, :-reach]], 1)
        reach *= 2
    return new


if triton:

    @triton.jit
    def forward_kernel(keep, new, state, length, width, BLOCK: tl.constexpr):
        at = tl.program_id(0) * length * width + tl.program_id(1) * BLOCK + tl.arange(0, BLOCK)
        c = tl.zeros([BLOCK], tl.float32)
        for _ in range(length):
            c = tl.load(keep + at) * c + tl.load(new + at)
            tl.store(state + at, c)
            at += width

    @triton.jit
    def backward_kernel(keep, state, gradient, to_keep, to_new, length, width, BLOCK: tl.constexpr):
        start = tl.program_id(0) * length * width + tl.program_id(1) * BLOCK + tl.arange(0, BLOCK)
        at = start + (length - 1) * width
        g = tl.zeros([BLOCK], tl.float32)
        for _ in range(length):
            g += tl.load(gradient + at)
            before = tl.load(state + at - width, mask=at >= start + width, other=0.0)
            tl.store(to_new + at, g)
            tl.store(to_keep + at, g * before)
            g *= tl.load(keep + at)
            at -= width


class ByKernel(torch.autograd.Function):
    @staticmethod
    def forward(context, keep: Tensor, new: Tensor) -> Tensor:
        keep, new = keep.contiguous(), new.contiguous()
        state = torch.empty_like(new)
        batch, length, width = keep.shape
        forward_kernel[(batch, width // BLOCK)](keep, new, state, length, width, BLOCK=BLOCK, num_warps=2)
        context.save_for_backward(keep, state)
        return state

    @staticmethod
    def backward(context, gradient: Tensor) -> tuple[Tensor, Tensor]:
        keep, state = context.saved_tensors
        to_keep, to_new = torch.empty_like(keep), torch.empty_like(keep)
        batch, length, width = keep.shape
        arguments = (keep, state, gradient.contiguous(), to_keep, to_new, length, width)
        backward_kernel[(batch, width // BLOCK)](*arguments, BLOCK=BLOCK, num_warps=2)
        return to_keep, to_new


def agrees() -> bool:
    """Whether the kernel computes, on this machine's GPU, what doubling does: values and gradients."""
    try:
        inputs = [torch.rand(5, 37, 2 * BLOCK, device="cuda", requires_grad=True) for _ in range(2)]
        weight = torch.rand(5, 37, 2 * BLOCK, device="cuda")
        ways = [way(*inputs) for way in (by_doubling, ByKernel.apply)]
        expected, got = ([y, *torch.autograd.grad((y * weight).sum(), inputs)] for y in ways)
        return all(torch.allclose(a, b, rtol=1e-4, atol=1e-5) for a, b in zip(expected, got))
    except Exception as error:  # noqa: BLE001  whatever is wrong with the kernel, there is another way
        print("recurrence by doubling, the kernel failed:", error)
        return False


recurrence = ByKernel.apply if triton and torch.cuda.is_available() and agrees() else by_doubling
