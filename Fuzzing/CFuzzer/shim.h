#pragma once

#include <stddef.h>
#include <stdint.h>

/// libFuzzer's entry for programs that have a `main` of their own; no header of the toolchain declares it.
///
/// It reads the arguments as libFuzzer's own `main` does and calls `run` with one input after the other.
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*run)(const uint8_t *data, size_t size));
