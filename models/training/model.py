"""The transformer that the engine runs (Marian's maths), in PyTorch: post-norm encoder, SSRU decoder, tied embeddings.

Shapes: B sentences, S source and T target tokens, D model width, H heads, V vocabulary. A sentence ends in </s> (0).
"""
import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from quantise import Quantiser
from recurrence import recurrence

SIZES = {
    # width, feed-forward, heads, encoder layers, decoder layers
    "toy": (128, 256, 4, 2, 2),
    "small": (256, 1024, 8, 4, 1),
    "tiny": (256, 1536, 8, 6, 2),
    "base-memory": (384, 1536, 8, 6, 4),
    "base": (512, 2048, 8, 6, 2),
}
MASKED = -99999999.0
UNK = 1


def positions(start: int, count: int, width: int, device=None) -> Tensor:
    """Sines in the first half, cosines in the second; the divisor is width/2 - 1. -> [count, width]"""
    half = width // 2
    rates = torch.exp(torch.arange(half, dtype=torch.float32, device=device) * -(math.log(10000.0) / (half - 1)))
    angles = torch.arange(start, start + count, dtype=torch.float32, device=device)[:, None] * rates
    return torch.cat([angles.sin(), angles.cos()], 1)


class Linear(nn.Linear):
    """A projection that may see its weights and inputs as int8 sees them (see quantise.py)."""

    def __init__(self, inputs: int, outputs: int, bias: bool = True):
        super().__init__(inputs, outputs, bias)
        nn.init.xavier_uniform_(self.weight)
        if bias:
            nn.init.zeros_(self.bias)
        self.quantiser = Quantiser()

    def forward(self, x: Tensor) -> Tensor:
        x, weight = self.quantiser(x, self.weight)
        return F.linear(x, weight, self.bias)


class Norm(nn.LayerNorm):
    def __init__(self, width: int):
        super().__init__(width, eps=1e-6)


class Attention(nn.Module):
    def __init__(self, width: int, heads: int, drop: float):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (Linear(width, width) for _ in range(4))
        self.norm, self.drop = Norm(width), nn.Dropout(drop)

    def split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)

    def forward(self, x: Tensor, memory: Tensor, bias: Tensor) -> Tensor:
        """x [B,T,D] looks at memory [B,S,D]; bias [B,1,1,S] is added to the scores."""
        q, k, v = self.split(self.q(x)), self.split(self.k(memory)), self.split(self.v(memory))
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        return self.norm(self.drop(self.o(y.transpose(1, 2).flatten(2))) + x)

    def first_head_scores(self, x: Tensor, memory: Tensor, bias: Tensor) -> Tensor:
        """Log-probabilities [B,T,S] of where head 0 looks: the engine reads word alignments from there."""
        size = self.q.out_features // self.heads
        q, k = (F.linear(y, to.weight[:size], to.bias[:size]) for y, to in ((x, self.q), (memory, self.k)))
        scores = (q @ k.transpose(-1, -2)).float() / math.sqrt(size) + bias[:, 0].float()
        return scores.log_softmax(-1)


class FeedForward(nn.Module):
    def __init__(self, width: int, inner: int, drop: float):
        super().__init__()
        self.a, self.b = Linear(width, inner), Linear(inner, width)
        self.norm, self.drop = Norm(width), nn.Dropout(drop)

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(self.drop(self.b(F.relu(self.a(x)))) + x)


class SSRU(nn.Module):
    """Marian's simpler simple recurrent unit, in the place of the decoder's self-attention.

    Three steps, so that the outer two can be compiled and the middle one need not be."""

    def __init__(self, width: int, drop: float):
        super().__init__()
        self.w, self.f = Linear(width, width, bias=False), Linear(width, width)
        self.norm, self.drop = Norm(width), nn.Dropout(drop)

    def forward(self, x: Tensor) -> Tensor:
        return self.finish(recurrence(*self.gates(x)), x)

    def gates(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """How much of the state is kept, and what is added to it, in float32."""
        keep = torch.sigmoid(self.f(x).float())
        return keep, (1 - keep) * self.w(x).float()

    def finish(self, state: Tensor, x: Tensor) -> Tensor:
        return self.norm(self.drop(F.relu(state).to(x.dtype)) + x)

    def step(self, x: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        keep = torch.sigmoid(self.f(x))
        state = keep * state + (1 - keep) * self.w(x)
        return self.norm(F.relu(state) + x), state


class DecoderLayer(nn.Module):
    def __init__(self, width: int, inner: int, heads: int, drop: float):
        super().__init__()
        self.rnn, self.context = SSRU(width, drop), Attention(width, heads, drop)
        self.ffn = FeedForward(width, inner, drop)


class EncoderLayer(nn.Module):
    def __init__(self, width: int, inner: int, heads: int, drop: float):
        super().__init__()
        self.attention, self.ffn = Attention(width, heads, drop), FeedForward(width, inner, drop)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        return self.ffn(self.attention(x, x, bias))


class Marian(nn.Module):
    def __init__(self, size: str, vocabulary: int, drop: float = 0.1):
        super().__init__()
        width, inner, heads, encoders, decoders = SIZES[size]
        self.size, self.width, self.drop = size, width, nn.Dropout(drop)
        self.embedding = nn.Parameter(torch.empty(vocabulary, width).uniform_(-1, 1) * math.sqrt(3.0 / width))
        self.output_bias = nn.Parameter(torch.zeros(vocabulary))
        self.encoder = nn.ModuleList(EncoderLayer(width, inner, heads, drop) for _ in range(encoders))
        self.decoder = nn.ModuleList(DecoderLayer(width, inner, heads, drop) for _ in range(decoders))
        self.quantiser = Quantiser()

    def look_up(self, ids: Tensor) -> Tensor:
        """Embeddings * sqrt(D); positions are the caller's, since the decoder's first input has one and no word."""
        return F.embedding(ids, self.quantiser.weight(self.embedding)) * math.sqrt(self.width)

    def encode(self, source: Tensor, padding: Tensor) -> tuple[Tensor, Tensor]:
        """source [B,S] ids, padding [B,S] true where there is none -> memory [B,S,D], bias [B,1,1,S]"""
        x = self.drop(self.look_up(source) + positions(0, source.shape[1], self.width, source.device))
        bias = padding[:, None, None, :].float() * MASKED
        for layer in self.encoder:
            x = layer(x, bias)
        return x, bias

    def forward(self, source: Tensor, padding: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        """Teacher forcing -> last decoder states [B,T,D] and log attention of the alignment head [B,T,S].

        The first decoder input is the zero vector (there is no <s>); `logits` turns the states into scores."""
        memory, bias = self.encode(source, padding)
        y = F.pad(self.look_up(target)[:, :-1], (0, 0, 1, 0))
        y = self.drop(y + positions(0, target.shape[1], self.width, source.device))
        for layer in self.decoder:
            y = layer.rnn(y)
            looked_from = y
            y = layer.ffn(layer.context(y, memory, bias))
        return y, self.decoder[-1].context.first_head_scores(looked_from, memory, bias)

    def logits(self, states: Tensor) -> Tensor:
        states, weight = self.quantiser(states, self.embedding)
        return F.linear(states, weight, self.output_bias)

    @torch.no_grad()
    def greedy(self, source: Tensor, padding: Tensor, factor: float = 2.0) -> list[list[int]]:
        """What the engine does with beam size 1: no <unk>, stop at </s>, at most factor * S tokens -> ids without </s>"""
        memory, bias = self.encode(source, padding)
        count = source.shape[0]
        previous = torch.zeros(count, 1, self.width, device=source.device)
        states = [torch.zeros_like(previous) for _ in self.decoder]
        done = torch.zeros(count, dtype=torch.bool, device=source.device)
        output = []
        for step in range(math.ceil(factor * source.shape[1])):
            y = previous + positions(step, 1, self.width, source.device)
            for i, layer in enumerate(self.decoder):
                y, states[i] = layer.rnn.step(y, states[i])
                y = layer.ffn(layer.context(y, memory, bias))
            scores = self.logits(y)[:, 0].float()
            scores[:, UNK] = MASKED
            chosen = scores.argmax(-1).masked_fill(done, 0)
            output.append(chosen)
            done |= chosen == 0
            if bool(done.all()):
                break
            previous = self.look_up(chosen[:, None])
        rows = torch.stack(output, 1).tolist()
        return [row[: row.index(0)] if 0 in row else row for row in rows]
