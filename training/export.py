"""Write a fitted linker as the files that Clew loads: the encoder in eight bits, the pair reader as arrays."""

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from training.model import Linker


class _Encoder(nn.Module):
    def __init__(self, net: Linker) -> None:
        super().__init__()
        self.encoder = net.encoder

    def forward(self, ids: Tensor, seen: Tensor) -> Tensor:
        words: Tensor = self.encoder(input_ids=ids, attention_mask=seen).last_hidden_state
        return words


def export(net: Linker, base: Path, folder: Path) -> None:
    """Write `encoder.onnx`, `pairs.npz` and `vocabulary.txt` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    net.eval()
    with tempfile.TemporaryDirectory() as made:
        whole = Path(made) / "encoder.onnx"
        example = (torch.ones(2, 16, dtype=torch.long), torch.ones(2, 16, dtype=torch.long))
        axes = {0: "windows", 1: "pieces"}
        torch.onnx.export(
            _Encoder(net),
            example,
            str(whole),
            input_names=["ids", "seen"],
            output_names=["words"],
            dynamic_axes={"ids": axes, "seen": axes, "words": axes},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    reader = {name: weight.numpy() for name, weight in net.state_dict().items() if not name.startswith("encoder.")}
    np.savez_compressed(folder / "pairs.npz", **{name: weight.astype(np.float16) for name, weight in reader.items()})
    shutil.copy(base / "vocab.txt", folder / "vocabulary.txt")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("base", type=Path, help="folder of the encoder that the fitting started from")
    asked.add_argument("fitted", type=Path, help="the fitted network")
    asked.add_argument("folder", type=Path, help="where the files go")
    given = asked.parse_args()
    fitted = Linker(str(given.base))
    fitted.load_state_dict(torch.load(given.fitted))
    export(fitted, given.base, given.folder)
