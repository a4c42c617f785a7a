#ifndef CPS_LIBFUZZER_H
#define CPS_LIBFUZZER_H

#include <stddef.h>
#include <stdint.h>

/// Runs libFuzzer with the arguments of a command line, and does not return where it found something.
/// `run` is called with bytes again and again, and returns 0.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*run)(const uint8_t *data, size_t size));

#endif
