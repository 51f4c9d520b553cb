"""Times training steps of the paper's nets in Keras on TensorFlow, by `train_on_batch`.

Arguments and output are those of pytorch_steps.py.
"""

import gzip
import json
import os
import resource
import sys
import time
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
from keras import layers

net, folder, images, epochs, threads = sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:6])
tf.config.threading.set_intra_op_parallelism_threads(threads)
keras.utils.set_random_seed(0)


def read(name, offset):
    plain = folder / name
    data = plain.read_bytes() if plain.exists() else gzip.open(folder / (name + ".gz")).read()
    return np.frombuffer(data, np.uint8, offset=offset)


x = read("train-images-idx3-ubyte", 16)[: images * 784].reshape(-1, 28, 28, 1).astype("float32") / 127.5 - 1
labels = read("train-labels-idx1-ubyte", 8)[:images].astype("int64")

optimized = net != "baseline"
first, second = (64, 96) if optimized else (16, 32)
norm = (lambda: [layers.BatchNormalization(momentum=0.9, epsilon=1e-5)]) if optimized else (lambda: [])
drop = (lambda: []) if optimized else (lambda: [layers.Dropout(0.2)])
encoder = [layers.Conv2D(first, 3, activation="relu"), *norm(), layers.MaxPooling2D(2), *drop()]
encoder += [layers.Conv2D(second, 3, activation="relu"), *norm()]
encoder += [layers.AveragePooling2D(2) if optimized else layers.MaxPooling2D(2), *drop()]
if net == "frozen":
    for layer in encoder:
        layer.trainable = False
    model = keras.Sequential([layers.Input((28, 28, 1)), *encoder, layers.Permute((3, 1, 2)), layers.Flatten(), layers.Dense(10)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
else:
    decoder = [layers.Conv2DTranspose(first, 5, strides=2, activation="relu"), *drop()]
    decoder += [layers.Conv2DTranspose(1, 6, strides=2), layers.Cropping2D(1)]
    model = keras.Sequential([layers.Input((28, 28, 1)), *encoder, *decoder])
    loss = "mse"
model.compile(optimizer=keras.optimizers.Adam(1e-3), loss=loss)

steps, value = [], 0.0
used, start = time.process_time(), time.perf_counter()
for epoch in range(epochs):
    order = np.random.permutation(images)
    for at in range(0, images, 100):
        before = time.perf_counter()
        places = order[at : at + 100]
        batch = x[places]
        value = float(model.train_on_batch(batch, labels[places] if net == "frozen" else batch))
        steps.append((time.perf_counter() - before) * 1000)
whole = (time.perf_counter() - start) * 1000
cpu = (time.process_time() - used) * 1000

pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
print(
    json.dumps(
        {
            "library": f"Keras {keras.__version__}, TensorFlow {tf.__version__}",
            "steps": steps,
            "whole": whole,
            "cpu": cpu,
            "loss": value,
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024),
            "steady": pages * resource.getpagesize(),
        }
    )
)
