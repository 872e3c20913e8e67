import HTTPCodec
import Testing

@Suite struct ByteBufferTests {
    @Test func `a new buffer holds nothing and no memory`() {
        let buffer = ByteBuffer()
        let state = (buffer.count, buffer.isEmpty, buffer.holdsMemory, buffer.freeCount, Latin1.array(buffer.bytes))
        #expect(state == (0, true, false, 0, []))
    }

    @Test func `bytes come out as they went in`() {
        var buffer = ByteBuffer()
        buffer.append("ab")
        buffer.append(UInt8(0x63))
        buffer.append([0x64, 0x65])
        buffer.append([])
        #expect(Latin1.text(buffer.bytes) == "abcde")
        buffer.consume(2)
        #expect(Latin1.text(buffer.bytes) == "cde")
        buffer.consume(0)
        buffer.truncate(to: 1)
        #expect(Latin1.text(buffer.bytes) == "c")
        buffer.consume(1)
        let (isEmpty, holdsMemory) = (buffer.isEmpty, buffer.holdsMemory)
        #expect(isEmpty && holdsMemory)
        buffer.append("x")
        buffer.removeAll()
        let isEmptied = buffer.isEmpty
        #expect(isEmptied)
    }

    @Test func `consuming everything makes all of the memory free again`() {
        var buffer = ByteBuffer()
        buffer.reserve(256)
        let free = buffer.freeCount
        buffer.append("abc")
        #expect(buffer.freeCount == free - 3)
        buffer.consume(3)
        #expect(buffer.freeCount == free)
    }

    @Test func `reserving moves the bytes to the front before it grows`() {
        var buffer = ByteBuffer()
        buffer.reserve(256)
        let capacity = buffer.freeCount
        for byte in 0..<capacity { buffer.append(UInt8(truncatingIfNeeded: byte)) }
        buffer.consume(capacity - 10)
        let expected = Latin1.array(buffer.bytes)
        buffer.reserve(capacity - 10)
        #expect(Latin1.array(buffer.bytes) == expected)
        #expect(buffer.freeCount == capacity - 10)
        buffer.reserve(capacity - 9)
        #expect(Latin1.array(buffer.bytes) == expected)
        #expect(buffer.freeCount >= capacity - 9)
    }

    @Test func `bytes that overlap their new place are moved whole`() {
        var buffer = ByteBuffer()
        buffer.reserve(256)
        let capacity = buffer.freeCount
        for byte in 0..<capacity { buffer.append(UInt8(truncatingIfNeeded: byte &* 7)) }
        buffer.consume(3)
        let expected = Latin1.array(buffer.bytes)
        buffer.reserve(3)
        #expect(Latin1.array(buffer.bytes) == expected)
        #expect(buffer.freeCount == 3)
    }

    @Test func `filling writes at the end and counts what was written`() {
        var buffer = ByteBuffer()
        let none = unsafe buffer.fill { $0.count }
        #expect(none == 0)
        buffer.append("ab")
        let free = buffer.freeCount
        let written = unsafe buffer.fill { memory in
            unsafe memory.storeBytes(of: 0x63, toByteOffset: 0, as: UInt8.self)
            return memory.count == free ? 1 : 0
        }
        #expect(written == 1)
        #expect(Latin1.text(buffer.bytes) == "abc")
        let failed = unsafe buffer.fill { _ in -1 }
        #expect(failed == -1)
        #expect(Latin1.text(buffer.bytes) == "abc")
    }

    @Test(
        arguments: [0, 1, 9, 10, 11, 99, 100, 101, 999_999_999, 1_000_000_000, 9_999_999_999_999_999_999]
            + [10_000_000_000_000_000_000, UInt64(Int64.max), .max - 1, .max])
    func `a number is written in decimal and in hexadecimal`(number: UInt64) {
        var buffer = ByteBuffer()
        buffer.append(decimal: number)
        #expect(Latin1.text(buffer.bytes) == String(number))
        buffer.removeAll()
        buffer.append(hexadecimal: number)
        #expect(Latin1.text(buffer.bytes) == String(number, radix: 16))
    }

    @Test func `every power of two and of ten, and its neighbours, are written`() {
        var numbers = (0..<64).map { UInt64(1) << $0 }
        numbers += (0..<20).map { (0..<$0).reduce(UInt64(1)) { power, _ in power * 10 } }
        for number in numbers.flatMap({ [$0 &- 1, $0, $0 &+ 1] }) {
            var buffer = ByteBuffer()
            buffer.append(decimal: number)
            buffer.append(" ")
            buffer.append(hexadecimal: number)
            let text = Latin1.text(buffer.bytes)
            #expect(text == "\(number) \(String(number, radix: 16))")
        }
    }

    @Test(arguments: 0..<8)
    func `whatever is done to a buffer it agrees with an array`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pool = BufferPool(blockSize: 512, largeBlockSize: 1_024, capacity: 2)
        var buffer = ByteBuffer()
        var model: [UInt8] = []
        for _ in 0..<2_000 {
            step(&buffer, &model, pool, &random)
            guard Latin1.array(buffer.bytes) == model, buffer.count == model.count else {
                Issue.record("the buffer differs from the array")
                return
            }
        }
    }

    private func step(
        _ buffer: inout ByteBuffer, _ model: inout [UInt8], _ pool: BufferPool, _ random: inout SeededGenerator
    ) {
        let count = Int.random(in: 0...300, using: &random)
        let byte = UInt8.random(in: .min ... .max, using: &random)
        switch Int.random(in: 0..<12, using: &random) {
        case 0, 1:
            buffer.append([UInt8](repeating: byte, count: count))
            model += [UInt8](repeating: byte, count: count)
        case 2:
            buffer.append(byte)
            model.append(byte)
        case 3:
            buffer.append(decimal: UInt64(count))
            model += Array(String(count).utf8)
        case 4:
            buffer.reserve(count)
            #expect(buffer.freeCount >= count)
        case 5, 6:
            buffer.consume(min(count, model.count))
            model.removeFirst(min(count, model.count))
        case 7:
            buffer.truncate(to: min(count, model.count))
            model.removeLast(model.count - min(count, model.count))
        case 8:
            let free = buffer.freeCount
            let written = min(count, free)
            _ = unsafe buffer.fill { memory in
                for index in 0..<written { unsafe memory[index] = byte }
                return written
            }
            model += [UInt8](repeating: byte, count: written)
        case 9:
            let start = min(count, model.count)
            let end = Int.random(in: start...model.count, using: &random)
            let position = Int.random(in: 0...start, using: &random)
            buffer.move(start..<end, to: position)
            for (offset, byte) in Array(model[start..<end]).enumerated() { model[position + offset] = byte }
        case 10:
            if count < 100 { buffer.acquireLarge(from: pool) } else { buffer.settle(in: pool) }
        default:
            guard count < 30 else {
                buffer.acquire(from: pool)
                return
            }
            buffer.release(to: pool)
            model = []
        }
    }
}
