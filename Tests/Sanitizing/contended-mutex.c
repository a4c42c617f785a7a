// Stands before Swift's library while tests run under the thread sanitizer, and tells it when a thread takes or gives
// back a `Mutex` that others want, too.
//
// A mutex that is free is taken in the program's own code, which is built for the sanitizer. Where a thread has to wait
// for it, that is done in Swift's library, which is not: the sanitizer then saw two threads at the same variable and
// nothing between them.
//
// Swift passes the mutex itself where clang calls it the context. Its state is at its beginning, and both sides of a
// hand-over are known to the sanitizer by that address.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

// Only there in programs that are built for the sanitizer: others that the tests start have this library, too.
extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *mutex
#define OF_MUTEX(name) "$s15Synchronization12_MutexHandleV" name

SWIFT void lock_slow(uint32_t thread, SELF) __asm__(OF_MUTEX("9_lockSlowyys6UInt32VF"));
SWIFT bool try_lock_slow(SELF) __asm__(OF_MUTEX("12_tryLockSlowSbyF"));
SWIFT void unlock_slow(SELF) __asm__(OF_MUTEX("11_unlockSlowyyF"));

static void *own(void *_Atomic *kept, const char *name) {
    void *found = atomic_load(kept);
    if (found != NULL) return found;
    found = dlsym(RTLD_NEXT, name);
    if (found == NULL) abort();
    atomic_store(kept, found);
    return found;
}

SWIFT void lock_slow(uint32_t thread, SELF) {
    static void *_Atomic kept;
    SWIFT void (*lock)(uint32_t, SELF) = own(&kept, OF_MUTEX("9_lockSlowyys6UInt32VF"));
    lock(thread, mutex);
    if (__tsan_acquire) __tsan_acquire(mutex);
}

SWIFT bool try_lock_slow(SELF) {
    static void *_Atomic kept;
    SWIFT bool (*try)(SELF) = own(&kept, OF_MUTEX("12_tryLockSlowSbyF"));
    bool is_taken = try(mutex);
    if (is_taken && __tsan_acquire) __tsan_acquire(mutex);
    return is_taken;
}

SWIFT void unlock_slow(SELF) {
    static void *_Atomic kept;
    SWIFT void (*unlock)(SELF) = own(&kept, OF_MUTEX("11_unlockSlowyyF"));
    if (__tsan_release) __tsan_release(mutex);
    unlock(mutex);
}
