/// Blocks of memory for one loop's buffers, kept for the next connection that needs one.
///
/// A connection holds blocks only while bytes wait in them, so ten thousand idle connections hold none, and a busy
/// one gets the block that was warm a moment ago.
///
/// Sound because the first `freeCount` places hold blocks that nobody else has, and places are reached through the two
/// functions that count them alone.
@safe
package final class BufferPool {
    /// How many free blocks stay, however quiet it is, so that the first calls after a pause find some.
    private static let least = 8
    /// How many are given back at one time: each takes the kernel a few microseconds, which the loop's calls wait for.
    private static let mostAtOnce = 128

    /// The size of a block in bytes.
    package let blockSize: Int
    /// The size in bytes of the block that serves a large content while it is passed on.
    package let largeBlockSize: Int
    private let capacity: Int
    private let blocks: UnsafeMutablePointer<UnsafeMutableRawPointer>
    private var kept = 0
    /// The fewest free blocks there were since the last ``trim()``: so many were not needed.
    private var unneeded = 0
    /// One large block and no more: it is used within one turn of the loop, by one connection after the other, and what
    /// is left in it then moves elsewhere.
    private var largeBlock: UnsafeMutableRawPointer?
    /// No one has used the large block since the last ``trim()``.
    private var isLargeUnneeded = false

    /// - Parameters:
    ///   - blockSize: the size of a block in bytes.
    ///   - largeBlockSize: the size of the large block in bytes.
    ///   - capacity: how many free blocks are kept; the rest goes back to the allocator.
    package init(blockSize: Int = 32 * 1024, largeBlockSize: Int = 256 * 1024, capacity: Int = 1024) {
        self.blockSize = blockSize
        self.largeBlockSize = largeBlockSize
        self.capacity = capacity
        unsafe blocks = .allocate(capacity: capacity)
    }

    deinit {
        while let block = unsafe pop() { unsafe block.deallocate() }
        unsafe blocks.deallocate()
        unsafe largeBlock?.deallocate()
    }

    /// How many free blocks are kept now, the large one included.
    package var freeCount: Int { unsafe kept + (largeBlock == nil ? 0 : 1) }

    /// Whether a quiet loop would need fewer.
    package var hasSurplus: Bool { kept > Self.least }

    /// Gives back to the allocator what was not needed since the last time: called at intervals, so that a rush of
    /// connections leaves no memory behind.
    package func trim() {
        let surplus = min(unneeded, kept - Self.least, Self.mostAtOnce)
        for _ in 0..<max(0, surplus) { unsafe pop()?.deallocate() }
        unneeded = kept
        if isLargeUnneeded {
            unsafe largeBlock?.deallocate()
            unsafe largeBlock = nil
        }
        isLargeUnneeded = true
    }

    func take() -> UnsafeMutableRawPointer {
        if let block = unsafe pop() {
            unneeded = min(unneeded, kept)
            return unsafe block
        }
        return .allocate(byteCount: blockSize, alignment: 16)
    }

    func give(_ block: UnsafeMutableRawPointer) {
        guard kept < capacity else {
            unsafe block.deallocate()
            return
        }
        unsafe blocks[kept] = unsafe block
        kept += 1
    }

    private func pop() -> UnsafeMutableRawPointer? {
        guard kept > 0 else { return nil }
        kept -= 1
        return unsafe blocks[kept]
    }

    func takeLarge() -> UnsafeMutableRawPointer {
        isLargeUnneeded = false
        guard let block = unsafe largeBlock else {
            return .allocate(byteCount: largeBlockSize, alignment: 16)
        }
        unsafe largeBlock = nil
        return unsafe block
    }

    func giveLarge(_ block: UnsafeMutableRawPointer) {
        if unsafe largeBlock == nil { unsafe largeBlock = unsafe block } else { unsafe block.deallocate() }
    }
}
