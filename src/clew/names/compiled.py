"""Turn the kernels into machine code with numba: the same functions and numbers, a hundred times faster."""

import hashlib
import inspect
from collections.abc import Callable, Mapping
from types import FunctionType, ModuleType
from typing import Any


def machine_code(*modules: ModuleType) -> Mapping[str, Callable[..., Any]]:
    """The functions of kernel modules, compiled, by name; later modules may call those of earlier ones.

    Compiled code is kept on disk beside the package (or in the user's cache folder) under a name that holds the hash
    of all sources, so that an edit never meets code of before. Importing numba takes about a second, which is why
    it happens here and not at the head of the module.
    """
    from numba import njit  # noqa: PLC0415 - see above

    stamp = hashlib.sha256("".join(inspect.getsource(module) for module in modules).encode()).hexdigest()[:10]
    scope: dict[str, Any] = {}
    compiled: dict[str, Callable[..., Any]] = {}
    for module in modules:
        scope |= {name: value for name, value in vars(module).items() if name not in compiled}
        for name, function in vars(module).items():
            if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                copy = FunctionType(function.__code__, scope, name, function.__defaults__)
                copy.__qualname__ = f"{name}_{stamp}"
                copy.__module__ = module.__name__
                compiled[name] = scope[name] = njit(copy, cache=True, nogil=True, error_model="numpy")
    return compiled


def plain_code(*modules: ModuleType) -> Mapping[str, Callable[..., Any]]:
    """The same functions as they stand, where loading the compiler would take longer than the work."""
    return {
        name: function
        for module in modules
        for name, function in vars(module).items()
        if isinstance(function, FunctionType) and function.__module__ == module.__name__
    }
