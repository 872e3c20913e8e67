internal import Glibc

/// Descriptors of connections, and those that they leave to everything else.
extension EventLoop {
    /// Whether a descriptor that the kernel has just given is one of the last, which are kept from this use: then it is to be
    /// given back, or moved.
    package func keeps(_ descriptor: CInt, from use: DescriptorReserve.Use) -> Bool {
        assertOnLoop()
        return reserve.keeps(descriptor, from: use, at: now)
    }

    /// Moves what a descriptor stands for to one that is not kept from this use.
    ///
    /// - Returns: the new one, in whose favour the old one is closed; `nil` where there is none, and the old one stays.
    package func move(_ descriptor: CInt, to use: DescriptorReserve.Use) -> CInt? {
        let moved = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard moved >= 0 else { return nil }
        let isKept = keeps(moved, from: use)
        _ = Glibc.close(isKept ? moved : descriptor)
        return isKept ? nil : moved
    }

    /// Whether the next descriptor may be used so. Another thread may take it meanwhile.
    package func hasDescriptor(for use: DescriptorReserve.Use) -> Bool {
        let next = fcntl(mailbox.descriptor, F_DUPFD_CLOEXEC, 0)
        guard next >= 0 else { return false }
        _ = Glibc.close(next)
        return !keeps(next, from: use)
    }

    /// Asks anew how many descriptors the process may have, which is known for a second otherwise.
    package func lookAtDescriptorLimit() {
        assertOnLoop()
        reserve.look(at: now)
    }
}
