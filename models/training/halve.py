"""A checkpoint's averaged weights in float16, half as large to carry: halve.py model.pt half.pt"""
import sys

import torch

kept = torch.load(sys.argv[1], map_location="cpu", weights_only=True)
halved = {name: value if name.endswith("alpha") else value.half() for name, value in kept["model"].items()}
torch.save({**kept, "model": halved}, sys.argv[2])
