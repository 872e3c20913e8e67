// Tells the thread sanitizer what Swift's Mutex does where it has to wait.
//
// Where nobody is in the way, locking and unlocking are atomic operations compiled into our own code, and the sanitizer
// sees them. Where somebody is, both go on inside libswiftSynchronization, which is not built for the sanitizer: it would
// take two threads that a Mutex orders for two that nothing orders. These functions stand before that library's own of the
// same name, call them, and say which of the two came first.
//
// scripts/test-sanitized builds this into a library of its own and has it loaded ahead of all others.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

// Part of the sanitizer's runtime; programs that are not built for it go without.
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK_SLOW "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

// Swift's own calling convention: the lock itself comes in the register of the context.
#define LOCK __attribute__((swift_context)) void *lock

__attribute__((swiftcall)) void lock_slow(uint32_t thread, LOCK) __asm__(LOCK_SLOW);
__attribute__((swiftcall)) _Bool try_lock_slow(LOCK) __asm__(TRY_LOCK_SLOW);
__attribute__((swiftcall)) void unlock_slow(LOCK) __asm__(UNLOCK_SLOW);

__attribute__((swiftcall)) void lock_slow(uint32_t thread, LOCK) {
    __attribute__((swiftcall)) void (*next)(uint32_t, LOCK) = dlsym(RTLD_NEXT, LOCK_SLOW);
    next(thread, lock);
    if (__tsan_acquire) __tsan_acquire(lock);
}

__attribute__((swiftcall)) _Bool try_lock_slow(LOCK) {
    __attribute__((swiftcall)) _Bool (*next)(LOCK) = dlsym(RTLD_NEXT, TRY_LOCK_SLOW);
    _Bool locked = next(lock);
    if (locked && __tsan_acquire) __tsan_acquire(lock);
    return locked;
}

__attribute__((swiftcall)) void unlock_slow(LOCK) {
    __attribute__((swiftcall)) void (*next)(LOCK) = dlsym(RTLD_NEXT, UNLOCK_SLOW);
    if (__tsan_release) __tsan_release(lock);
    next(lock);
}
