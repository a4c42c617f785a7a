#include <sodium.h>
#include <sys/prctl.h>

// Closes the memory of this process to core dumps, debuggers and /proc. It stands here because Swift
// cannot call a variadic function such as prctl.
static inline int cps_set_not_dumpable(void) {
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

static inline int cps_is_dumpable(void) {
    return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
}
