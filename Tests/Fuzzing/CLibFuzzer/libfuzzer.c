// The declarations are all: libFuzzer itself comes with the toolchain.
#include "libfuzzer.h"
