#pragma once

// What Linux has and Swift's own Glibc module does not: only headers that do not overlap with it, and typed
// wrappers for functions that are variadic or declared for GNU sources alone.

#include <malloc.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Names the calling thread, as `top -H` shows it; 15 bytes at most.
static inline void clinux_set_thread_name(const char *name) {
    prctl(PR_SET_NAME, (unsigned long)name, 0, 0, 0);
}

/// The first version of the kernel's struct sched_attr (linux/sched/types.h); the C library has none.
struct clinux_scheduling {
    unsigned int size, policy;
    unsigned long long flags;
    int nice;
    unsigned int priority;
    unsigned long long runtime, deadline, period;
};

/// Gives the calling thread a smaller share of the usual class, by its nice value, where it has not as small a one already;
/// 0, or -1 and `errno`.
static inline int clinux_take_share(int nice) {
    struct clinux_scheduling wanted;
    if (syscall(SYS_sched_getattr, 0, &wanted, sizeof wanted, 0) < 0) return -1;
    if (wanted.policy == 0 && wanted.nice >= nice) return 0;
    wanted = (struct clinux_scheduling){.size = sizeof wanted, .nice = nice};
    return (int)syscall(SYS_sched_setattr, 0, &wanted, 0);
}

/// Asks for slices of so many nanoseconds for the calling thread, where it is of the usual class; all else stays as its
/// operator wants it. 0, or -1 and `errno`.
static inline int clinux_ask_for_slices(unsigned long long nanoseconds) {
    struct clinux_scheduling now;
    if (syscall(SYS_sched_getattr, 0, &now, sizeof now, 0) < 0) return -1;
    if (now.policy != 0) return 0;
    now.runtime = nanoseconds;
    return (int)syscall(SYS_sched_setattr, 0, &now, 0);
}

/// The core that the calling thread is on, from 0; it may be on another one by the time that this is known.
static inline int clinux_core(void) {
    unsigned int core = 0;
    syscall(SYS_getcpu, &core, NULL, NULL);
    return (int)core;
}

/// Keeps the calling thread on one core, below 1,024; 0, or -1 and `errno`.
static inline int clinux_stay_on_core(int core) {
    unsigned long cores[1024 / (8 * sizeof(unsigned long))] = {0};
    const unsigned int width = 8 * sizeof *cores;
    cores[(unsigned int)core % 1024 / width] = 1UL << ((unsigned int)core % width);
    return (int)syscall(SYS_sched_setaffinity, 0, sizeof cores, cores);
}

/// Has blocks of so many bytes and more come from the kernel and go back to it, whatever lies around them. Without it,
/// glibc raises the bound by itself and keeps what was freed between things that live.
static inline void clinux_map_blocks_from(int bytes) {
    mallopt(M_MMAP_THRESHOLD, bytes);
}

/// Gives the kernel every page that holds nothing but freed memory, also between things that live.
static inline void clinux_return_free_pages(void) { malloc_trim(0); }

/// recv(2), send(2) and sendmsg(2) without those of the C library, which look at each call whether the thread is to be
/// cancelled; none of ours ever is. The count, or -1 with errno.
static inline ssize_t clinux_receive(int descriptor, void *memory, size_t count, int flags) {
    return syscall(SYS_recvfrom, (long)descriptor, memory, count, (long)flags, (void *)0, (void *)0);
}

static inline ssize_t clinux_send(int descriptor, const void *memory, size_t count, int flags) {
    return syscall(SYS_sendto, (long)descriptor, memory, count, (long)flags, (void *)0, 0L);
}

static inline ssize_t clinux_send_message(int descriptor, const struct msghdr *message, int flags) {
    return syscall(SYS_sendmsg, (long)descriptor, message, (long)flags);
}

/// accept4(2), non-blocking and close-on-exec.
static inline int clinux_accept(int listener, struct sockaddr *address, socklen_t *length) {
    extern int accept4(int, struct sockaddr *, socklen_t *, int);
    return accept4(listener, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

/// A stream socket of an address family, non-blocking and close-on-exec.
static inline int clinux_stream_socket(int family) {
    return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

/// Any socket, close-on-exec.
static inline int clinux_socket(int family, int type, int protocol) {
    return socket(family, type | SOCK_CLOEXEC, protocol);
}

/// Hands over what was printed to standard output; -1 where any of it, now or before, could not be.
static inline int clinux_flush_output(void) {
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : -1;
}
