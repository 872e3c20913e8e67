import CLinux

/// Keeps the process as small as what lives in it: what a rush of calls took is given back when the rush is over.
enum MemoryKeeper {
    private static let interval = Duration.seconds(10)
    /// Larger than what most things take, and not larger than a buffer's block.
    private static let blockSize: CInt = 16 * 1024

    /// Has the buffers of connections come from the kernel and go back to it; before the first of them is made.
    static func prepare() { clinux_map_blocks_from(blockSize) }

    /// Gives back free pages at intervals, until it is cancelled. Never on a loop: it holds the allocator's locks.
    static func run() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: interval)
            clinux_return_free_pages()
        }
    }
}
