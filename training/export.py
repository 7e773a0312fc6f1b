"""Write a fitted linker or finder as the files that Clew loads: the encoder in eight bits, the rest as arrays."""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from training.base import Base, read_base
from training.finder import LAYERS, Finder
from training.model import Linker


class _OfPieces(nn.Module):
    """An encoder that is given pieces by their numbers."""

    def __init__(self, net: Linker) -> None:
        super().__init__()
        self.encoder = net.encoder

    def forward(self, ids: Tensor, seen: Tensor) -> Tensor:
        words: Tensor = self.encoder(input_ids=ids, attention_mask=seen).last_hidden_state
        return words


class _OfVectors(nn.Module):
    """An encoder that is given the vectors of pieces."""

    def __init__(self, net: Linker | Finder) -> None:
        super().__init__()
        self.encoder = net.encoder

    def forward(self, given: Tensor) -> Tensor:
        words: Tensor = self.encoder(inputs_embeds=given).last_hidden_state
        return words


def export(net: Linker, base: Base, folder: Path) -> None:
    """Write `encoder.onnx` and `pairs.npz` into a folder, and `vectors.npz` where vectors stay as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    net.eval()
    if net.words is None:
        pieces = torch.ones(2, 16, dtype=torch.long)
        _write(_OfPieces(net), {"ids": pieces, "seen": pieces}, folder)
    else:
        _write(_OfVectors(net), {"given": torch.ones(2, 16, net.words.shape[1])}, folder)
    reader = {name: weight.numpy() for name, weight in net.state_dict().items() if not name.startswith("encoder.")}
    np.savez_compressed(folder / "pairs.npz", **{name: weight.astype(np.float16) for name, weight in reader.items()})
    if base.vectors is not None:
        np.savez(folder / "vectors.npz", packed=base.vectors.packed, scale=base.vectors.scale)


def export_finder(net: Finder, folder: Path) -> None:
    """Write `encoder.onnx` and `marks.npz` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    net.eval()
    _write(_OfVectors(net), {"given": torch.ones(2, 16, net.vectors.shape[1])}, folder)
    reader = {name: weight.numpy() for name, weight in net.state_dict().items() if not name.startswith("encoder.")}
    np.savez_compressed(folder / "marks.npz", **{name: weight.astype(np.float16) for name, weight in reader.items()})


def _write(encoder: nn.Module, example: dict[str, Tensor], folder: Path) -> None:
    axes = {0: "windows", 1: "pieces"}
    with tempfile.TemporaryDirectory() as made:
        whole = Path(made) / "encoder.onnx"
        torch.onnx.export(
            encoder,
            tuple(example.values()),
            str(whole),
            input_names=list(example),
            output_names=["words"],
            dynamic_axes=dict.fromkeys((*example, "words"), axes),
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("base", type=Path, help="folder of the encoder that the fitting started from")
    asked.add_argument("fitted", type=Path, help="the fitted network")
    asked.add_argument("folder", type=Path, help="where the files go")
    asked.add_argument("--finder", action="store_true", help="it is a finder")
    given = asked.parse_args()
    start = read_base(given.base)
    if given.finder:
        finder = Finder(start, LAYERS)
        finder.load_state_dict(torch.load(given.fitted))
        export_finder(finder, given.folder)
    else:
        fitted = Linker(start)
        fitted.load_state_dict(torch.load(given.fitted))
        export(fitted, start, given.folder)
