/// Bytes that arrived and wait to be read, or were written and wait to be sent.
///
/// One owner, one block of memory: bytes are appended at the end and consumed from the front. Without bytes it
/// needs no memory, and ``release(to:)`` gives the block back.
///
/// Public, as is what else is inlined on the path of a call: the compiler (6.3) keeps the body of a `package` function to
/// its own target, `@inlinable` or not, and calls of generic ones look their types up at run time.
///
/// Sound because the memory between `start` and `end` is always initialised, nothing outside this file sees the
/// pointer for longer than a closure, and spans borrow the buffer.
@safe
@frozen
public struct ByteBuffer: ~Copyable {
    @usableFromInline var base: UnsafeMutableRawPointer?
    @usableFromInline var capacity = 0
    @usableFromInline var start = 0
    @usableFromInline var end = 0

    /// A buffer that owns no memory yet.
    @inlinable
    public init() { unsafe base = nil }

    @inlinable
    deinit { unsafe base?.deallocate() }

    /// How many bytes wait.
    @inlinable
    public var count: Int { end - start }

    /// Whether no byte waits.
    @inlinable
    public var isEmpty: Bool { start == end }

    /// Whether it holds a block of memory: what a connection must not do for long where nothing waits. For tests: nothing
    /// else shows it.
    package var holdsMemory: Bool { unsafe base != nil }

    /// The bytes that wait, oldest first.
    @inlinable
    public var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        get {
            let pointer = unsafe UnsafeRawPointer(base)?.advanced(by: start).assumingMemoryBound(to: UInt8.self)
            let span = unsafe Span(_unsafeStart: pointer ?? Self.nothing, count: end - start)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// The first `count` of the bytes that wait.
    @inlinable
    @_lifetime(borrow self)
    public func prefix(_ count: Int) -> Span<UInt8> { bytes.extracting(first: count) }

    /// Somewhere for a span of no bytes to point.
    @usableFromInline nonisolated(unsafe) static let nothing = unsafe UnsafePointer<UInt8>(
        UnsafeMutablePointer<UInt8>.allocate(capacity: 1))

    /// Forgets the first `count` bytes.
    @inlinable
    public mutating func consume(_ count: Int) {
        precondition(count >= 0 && count <= end - start)
        start += count
        if start == end {
            start = 0
            end = 0
        }
    }

    /// The oldest byte that waits.
    package var first: UInt8? {
        guard start < end else { return nil }
        return unsafe base?.load(fromByteOffset: start, as: UInt8.self)
    }

    /// Forgets every byte, and keeps the memory.
    @inlinable
    public mutating func removeAll() {
        start = 0
        end = 0
    }

    /// Forgets the bytes after the first `count`.
    @inlinable
    public mutating func truncate(to count: Int) {
        precondition(count >= 0 && count <= end - start)
        end = start + count
    }

    /// Takes a block from the pool, where it has none.
    ///
    /// - Returns: how many bytes can be added at the end.
    @discardableResult
    package mutating func acquire(from pool: BufferPool) -> Int {
        if unsafe base == nil {
            unsafe base = pool.take()
            capacity = pool.blockSize
        }
        return capacity - end
    }

    /// Takes the pool's large block, where it has no memory: for as long as bytes are passed on, and no longer. What
    /// then waits is to ``settle(in:)``.
    ///
    /// - Returns: how many bytes can be added at the end.
    @discardableResult
    package mutating func acquireLarge(from pool: BufferPool) -> Int {
        if unsafe base == nil {
            unsafe base = pool.takeLarge()
            capacity = pool.largeBlockSize
        }
        return capacity - end
    }

    /// Gives memory back that the bytes that wait do not need: all of it where there are none, and the large block.
    package mutating func settle(in pool: BufferPool) {
        if isEmpty { return release(to: pool) }
        guard capacity == pool.largeBlockSize else { return }
        var smaller = ByteBuffer()
        if count <= pool.blockSize { smaller.acquire(from: pool) }
        smaller.append(bytes)
        swap(&self, &smaller)
        smaller.release(to: pool)
    }

    /// Gives the memory back. Bytes that wait are lost.
    package mutating func release(to pool: BufferPool) {
        guard let block = unsafe base else { return }
        switch capacity {
        case pool.blockSize: unsafe pool.give(block)
        case pool.largeBlockSize: unsafe pool.giveLarge(block)
        default: unsafe block.deallocate()
        }
        unsafe base = nil
        capacity = 0
        start = 0
        end = 0
    }

    /// How many bytes can be added at the end before the memory has to move or grow.
    @inlinable
    public var freeCount: Int { capacity - end }

    /// Makes room for `count` more bytes, by moving the bytes to the front, or by growing.
    @usableFromInline
    package mutating func reserve(_ count: Int) {
        guard capacity - end < count else { return }
        let waiting = end - start
        if let base = unsafe base, capacity - waiting >= count {
            unsafe base.copyMemory(from: base + start, byteCount: waiting)
        } else {
            let size = max(capacity * 2, waiting + count, 256)
            let larger = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
            if let base = unsafe base {
                unsafe larger.copyMemory(from: base + start, byteCount: waiting)
                unsafe base.deallocate()
            }
            unsafe base = larger
            capacity = size
        }
        start = 0
        end = waiting
    }

    /// Lets `body` write into the free memory at the end; it returns how many bytes it wrote, negative for none.
    ///
    /// - Parameter most: how many bytes are offered at most.
    @inlinable
    public mutating func fill(atMost most: Int = .max, _ body: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
        let room = min(most, capacity - end)
        let free = unsafe UnsafeMutableRawBufferPointer(start: base.map { unsafe $0 + end }, count: room)
        let written = unsafe body(free)
        precondition(written <= room)
        if written > 0 { end += written }
        return written
    }

    /// Moves bytes that wait nearer to the front, over others that wait.
    ///
    /// - Parameters:
    ///   - range: which, counted from the first byte that waits.
    ///   - position: where the first of them goes, counted alike.
    package mutating func move(_ range: Range<Int>, to position: Int) {
        precondition(position >= 0 && position <= range.lowerBound && range.upperBound <= count)
        guard position < range.lowerBound, let front = unsafe base?.advanced(by: start) else { return }
        unsafe (front + position).copyMemory(from: front + range.lowerBound, byteCount: range.count)
    }

    /// Appends bytes.
    @inlinable
    public mutating func append(_ bytes: Span<UInt8>) {
        let count = bytes.count
        guard count > 0 else { return }
        if capacity - end < count { reserve(count) }
        unsafe bytes.withUnsafeBytes { source in
            if let base = unsafe base, let address = source.baseAddress {
                unsafe (base + end).copyMemory(from: address, byteCount: count)
            }
        }
        end += count
    }

    /// Appends one byte.
    @inlinable
    public mutating func append(_ byte: UInt8) {
        if capacity == end { reserve(1) }
        unsafe base?.storeBytes(of: byte, toByteOffset: end, as: UInt8.self)
        end += 1
    }

    /// Appends the bytes of a literal. Inlined, because there the length is known, and the copy a few stores.
    @inlinable
    @inline(__always)
    public mutating func append(_ text: StaticString) {
        let count = text.utf8CodeUnitCount
        if capacity - end < count { reserve(count) }
        if let base = unsafe base { unsafe (base + end).copyMemory(from: text.utf8Start, byteCount: count) }
        end += count
    }

    /// Appends the bytes of an array.
    @inlinable
    public mutating func append(_ bytes: [UInt8]) { append(bytes.span) }

    /// Appends a number in decimal.
    @usableFromInline
    package mutating func append(decimal number: UInt64) {
        let digits = Self.digitCount(number)
        if capacity - end < digits { reserve(digits) }
        end += digits
        // They come out last one first.
        var place = end
        var rest = number
        repeat {
            place -= 1
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            unsafe base?.storeBytes(of: 48 + UInt8(truncatingIfNeeded: digit), toByteOffset: place, as: UInt8.self)
            rest = quotient
        } while rest > 0
    }

    private static func digitCount(_ number: UInt64) -> Int {
        var (count, bound) = (1, UInt64(10))
        while number >= bound {
            count += 1
            let (next, isBeyond) = bound.multipliedReportingOverflow(by: 10)
            if isBeyond { break }
            bound = next
        }
        return count
    }

    /// Appends a number in lower-case hexadecimal, without leading zeros.
    @inlinable
    public mutating func append(hexadecimal number: UInt64) {
        let digits = max(1, (64 - number.leadingZeroBitCount + 3) / 4)
        for place in stride(from: digits - 1, through: 0, by: -1) {
            let digit = UInt8(number >> UInt64(place * 4) & 15)
            append(digit < 10 ? 48 + digit : 87 + digit)
        }
    }
}
