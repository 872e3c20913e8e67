"""What one operation costs, from the profile of many."""

import dataclasses

ALLOCATORS = {"malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc", "memalign"}
RETAINS = {"swift_retain", "swift_retain_n", "swift_bridgeObjectRetain", "swift_bridgeObjectRetain_n"}
RELEASES = {"swift_release", "swift_release_n", "swift_bridgeObjectRelease", "swift_bridgeObjectRelease_n"}
ACCESSES = {"swift_beginAccess"}


@dataclasses.dataclass
class Figures:
    """The cost of one operation; each figure is the mean of many."""

    instructions: float
    # Calls of malloc and its kin.
    allocations: float
    # Calls of Swift's reference counting, and of its checks for overlapping accesses.
    retains: float
    releases: float
    accesses: float

    @classmethod
    def of(cls, profile, count):
        """Of a profile of `count` operations."""
        return cls(
            instructions=profile.instructions / count,
            # An allocator that calls another, as realloc does, allocates once.
            allocations=profile.called(ALLOCATORS, apart_from=ALLOCATORS) / count,
            retains=profile.called(RETAINS, apart_from=RETAINS) / count,
            releases=profile.called(RELEASES, apart_from=RELEASES) / count,
            accesses=profile.called(ACCESSES) / count,
        )
