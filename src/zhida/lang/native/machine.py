"""Machine code of this processor, made by LLVM."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeAlias

from llvmlite import binding

from zhida.lang.native.compile import NativeProgram
from zhida.lang.native.run import RUN

Run: TypeAlias = Callable[[int, int, int], None]
"""Computes the rows from one to before another by the table at an address. Other threads go on meanwhile."""

_SPEED = 3


class MachineCode:
    """The functions of a program in memory, for as long as this object lives."""

    def __init__(self, program: NativeProgram) -> None:
        machine = _open_machine()
        in_vectors = _tune()
        in_vectors.loop_vectorization = True
        module = _link(program.code, machine, in_vectors)
        if program.loops:
            module.link_in(_link(program.loops, machine, _tune()))
        self._engine = binding.create_mcjit_compiler(module, machine)
        self._engine.finalize_object()
        signature = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64)
        self.run: Run = signature(self._engine.get_function_address(RUN))


@cache
def _initialize() -> None:
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()


def _open_machine() -> binding.TargetMachine:
    """This processor with all it can do."""
    _initialize()
    return binding.Target.from_default_triple().create_target_machine(
        cpu=binding.get_host_cpu_name(), features=binding.get_host_cpu_features().flatten(), opt=_SPEED
    )


def _tune() -> binding.PipelineTuningOptions:
    """Lists are short: their loops are left as they are."""
    options = binding.create_pipeline_tuning_options(speed_level=_SPEED)
    options.loop_vectorization = False
    options.loop_interleaving = False
    options.loop_unrolling = False
    options.slp_vectorization = False
    return options


def _link(
    texts: Sequence[str], machine: binding.TargetMachine, options: binding.PipelineTuningOptions
) -> binding.ModuleRef:
    """Functions as one module, optimised."""
    first, *others = texts
    module = binding.parse_assembly(first)
    for text in others:
        module.link_in(binding.parse_assembly(text))
    builder = binding.create_pass_builder(machine, options)
    builder.getModulePassManager().run(module, builder)
    return module
