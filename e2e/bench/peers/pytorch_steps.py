"""Times training steps of the paper's nets in PyTorch.

Arguments: net (baseline, optimized or frozen), folder of the IDX files, images, epochs, threads. Prints a line of JSON: the milliseconds
of each step (its batch gathered and its loss read) and of the whole, those of all processors together (`cpu`), and the bytes of memory
at most and at the end.
"""

import gzip
import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

net, folder, images, epochs, threads = sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:6])
torch.set_num_threads(threads)
torch.manual_seed(0)


def read(name, offset):
    plain = folder / name
    data = plain.read_bytes() if plain.exists() else gzip.open(folder / (name + ".gz")).read()
    return np.frombuffer(data, np.uint8, offset=offset)


x = read("train-images-idx3-ubyte", 16)[: images * 784].reshape(-1, 1, 28, 28)
x = torch.tensor(x.astype("float32") / 127.5 - 1)
labels = torch.tensor(read("train-labels-idx1-ubyte", 8)[:images].astype("int64"))


def autoencoder(first, second, optimized):
    norm = (lambda channels: [nn.BatchNorm2d(channels)]) if optimized else (lambda channels: [])
    drop = (lambda: []) if optimized else (lambda: [nn.Dropout(0.2)])
    pool = nn.AvgPool2d(2) if optimized else nn.MaxPool2d(2)
    encoder = [nn.Conv2d(1, first, 3), nn.ReLU(), *norm(first), nn.MaxPool2d(2), *drop()]
    encoder += [nn.Conv2d(first, second, 3), nn.ReLU(), *norm(second), pool, *drop()]
    decoder = [nn.ConvTranspose2d(second, first, 5, 2), nn.ReLU(), *drop(), nn.ConvTranspose2d(first, 1, 6, 2, 1)]
    return encoder, decoder


if net == "frozen":
    encoder, _ = autoencoder(64, 96, True)
    encoder = nn.Sequential(*encoder).eval().requires_grad_(False)
    head = nn.Sequential(nn.Flatten(), nn.Linear(2400, 10))
    model, loss_of = nn.Sequential(encoder, head), nn.CrossEntropyLoss()
    learned = head.parameters()
else:
    encoder, decoder = autoencoder(16, 32, False) if net == "baseline" else autoencoder(64, 96, True)
    model, loss_of = nn.Sequential(*encoder, *decoder), nn.MSELoss()
    learned = model.parameters()
optimizer = torch.optim.Adam(learned, 1e-3)

steps, loss = [], 0.0
used, start = time.process_time(), time.perf_counter()
for epoch in range(epochs):
    order = torch.randperm(images)
    for at in range(0, images, 100):
        before = time.perf_counter()
        places = order[at : at + 100]
        batch = x[places]
        optimizer.zero_grad()
        value = loss_of(model(batch), labels[places] if net == "frozen" else batch)
        value.backward()
        optimizer.step()
        loss = value.item()
        steps.append((time.perf_counter() - before) * 1000)
whole = (time.perf_counter() - start) * 1000
cpu = (time.process_time() - used) * 1000

pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
print(
    json.dumps(
        {
            "library": f"PyTorch {torch.__version__}",
            "steps": steps,
            "whole": whole,
            "cpu": cpu,
            "loss": loss,
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024),
            "steady": pages * resource.getpagesize(),
        }
    )
)
