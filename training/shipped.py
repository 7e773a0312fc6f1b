"""Reads the shipped linker or finder back as a network, so that a fitting can go on from it with new passages."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from torch import Tensor, nn

_MATRIX = re.compile(r"/encoder/(?P<layer>encoder/layer[.]\d+/.+)/MatMul_quant$")
"""The name of what multiplies by a matrix of a layer: it bears that of the layer."""
_EIGHT = "_quantized"
"""How the name of numbers in eight bits ends."""


def read_shipped(net: nn.Module, folder: Path, arrays: str) -> None:
    """Give a network the weights in a folder that `training.export` wrote, its reader's in the file `arrays`.

    The encoder's matrices come back from eight bits, so the network reads nearly as the shipped one does. Raises
    `RuntimeError` where the files hold what the network does not, `ValueError` where they lack some of it (but for
    the single vector that stands in an encoder whose vectors are kept elsewhere).
    """
    state = _encoder(folder / "encoder.onnx")
    with np.load(folder / arrays) as reader:
        state |= {name: torch.from_numpy(reader[name].astype(np.float32)) for name in reader.files}
    own = net.state_dict()
    lacking = [name for name, weight in own.items() if name not in state and len(weight) > 1]
    if lacking:
        raise ValueError(f"expected all weights of the network in {folder}, found none of {lacking}; export it anew")
    net.load_state_dict({**own, **state})


def _encoder(path: Path) -> dict[str, Tensor]:
    graph = onnx.load(str(path)).graph
    held = {each.name: onnx.numpy_helper.to_array(each) for each in graph.initializer}
    state = {
        name.removesuffix(_EIGHT): torch.from_numpy(_whole(held, name) if name.endswith(_EIGHT) else held[name].copy())
        for name in held
        if name.startswith("encoder.") and not name.endswith(("_scale", "_zero_point"))
    }
    for node in graph.node:
        if node.op_type == "MatMulInteger" and (found := _MATRIX.match(node.name)):
            name = "encoder." + found["layer"].replace("/", ".") + ".weight"
            state[name] = torch.from_numpy(_whole(held, node.input[1]).T.copy())
    return state


def _whole(held: dict[str, Any], name: str) -> Any:
    stem = name.removesuffix(_EIGHT)
    scale, zero = held[f"{stem}_scale"], held[f"{stem}_zero_point"]
    return (held[name].astype(np.float32) - zero.astype(np.float32)) * scale
