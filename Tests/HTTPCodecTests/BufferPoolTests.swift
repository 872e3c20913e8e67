import HTTPCodec
import Testing

@Suite struct BufferPoolTests {
    @Test func `a buffer takes a block and gives it back`() {
        let pool = BufferPool(blockSize: 64, capacity: 1)
        var buffer = ByteBuffer()
        buffer.acquire(from: pool)
        let acquired = (buffer.holdsMemory, buffer.freeCount)
        #expect(acquired == (true, 64))
        buffer.append("abc")
        buffer.acquire(from: pool)
        #expect(Latin1.text(buffer.bytes) == "abc", "a buffer that has memory keeps it")
        buffer.release(to: pool)
        let released = (buffer.holdsMemory, buffer.count, buffer.freeCount)
        #expect(released == (false, 0, 0))
        buffer.release(to: pool)
    }

    @Test func `two buffers never share a block`() {
        let pool = BufferPool(blockSize: 64, capacity: 4)
        var first = ByteBuffer()
        first.acquire(from: pool)
        first.release(to: pool)
        first.acquire(from: pool)
        var second = ByteBuffer()
        second.acquire(from: pool)
        first.append("first")
        second.append("second")
        #expect(Latin1.text(first.bytes) == "first")
        #expect(Latin1.text(second.bytes) == "second")
    }

    @Test func `a block that has grown does not go into the pool`() {
        let pool = BufferPool(blockSize: 64, capacity: 4)
        var buffer = ByteBuffer()
        buffer.acquire(from: pool)
        buffer.reserve(65)
        #expect(buffer.freeCount > 64)
        buffer.release(to: pool)
        buffer.acquire(from: pool)
        #expect(buffer.freeCount == 64)
    }

    @Test func `a pool that is full lets blocks go`() {
        let pool = BufferPool(blockSize: 64, capacity: 0)
        var buffer = ByteBuffer()
        for _ in 0..<10 {
            buffer.acquire(from: pool)
            buffer.append("abc")
            buffer.release(to: pool)
        }
        let holdsMemory = buffer.holdsMemory
        #expect(!holdsMemory)
    }

    /// Holds so many blocks at once, and gives them back.
    private func use(_ count: Int, of pool: BufferPool) {
        guard count > 0 else { return }
        var buffer = ByteBuffer()
        buffer.acquire(from: pool)
        use(count - 1, of: pool)
        buffer.release(to: pool)
    }

    @Test func `trimming gives back what was not needed since the last time, and keeps a few`() {
        let pool = BufferPool(blockSize: 64, capacity: 100)
        use(50, of: pool)
        #expect(pool.freeCount == 50)
        // All of them were used since the pool was made.
        pool.trim()
        #expect(pool.freeCount == 50)
        use(20, of: pool)
        pool.trim()
        #expect(pool.freeCount == 20)
        #expect(pool.hasSurplus)
        pool.trim()
        #expect(pool.freeCount == 8)
        #expect(!pool.hasSurplus)
        pool.trim()
        #expect(pool.freeCount == 8)
    }

    @Test func `what a rush left is given back in several goes`() {
        let pool = BufferPool(blockSize: 64, capacity: 1_000)
        use(300, of: pool)
        pool.trim()
        var counts: [Int] = []
        while pool.hasSurplus {
            pool.trim()
            counts.append(pool.freeCount)
        }
        #expect(counts == [172, 44, 8])
    }

    @Test func `the large block goes back, and is taken again`() {
        let pool = BufferPool(blockSize: 64, largeBlockSize: 256)
        var buffer = ByteBuffer()
        buffer.acquireLarge(from: pool)
        #expect(buffer.freeCount == 256)
        buffer.settle(in: pool)
        let isHeld = buffer.holdsMemory
        #expect(!isHeld && pool.freeCount == 1)
        buffer.acquireLarge(from: pool)
        #expect(pool.freeCount == 0)
        var second = ByteBuffer()
        second.acquireLarge(from: pool)
        buffer.append("first")
        second.append("second")
        #expect(Latin1.text(buffer.bytes) == "first")
        buffer.release(to: pool)
        second.release(to: pool)
        #expect(pool.freeCount == 1, "one is kept")
        pool.trim()
        #expect(pool.freeCount == 1, "it was used since the pool was made")
        pool.trim()
        #expect(pool.freeCount == 0)
    }

    @Test(arguments: [1, 64, 65, 256])
    func `what waits in the large block moves out of it`(count: Int) {
        let pool = BufferPool(blockSize: 64, largeBlockSize: 256)
        let bytes = (0..<count).map { UInt8($0 & 0xFF) }
        var buffer = ByteBuffer()
        buffer.acquireLarge(from: pool)
        buffer.append(bytes)
        buffer.settle(in: pool)
        #expect(pool.freeCount == 1)
        #expect(Latin1.array(buffer.bytes) == bytes)
        buffer.settle(in: pool)
        #expect(Latin1.array(buffer.bytes) == bytes, "what does not lie in the large block stays")
        buffer.consume(count)
        buffer.settle(in: pool)
        let isHeld = buffer.holdsMemory
        #expect(!isHeld)
    }
}
