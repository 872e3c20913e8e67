import Glibc
import Synchronization
import Testing

@testable import EventLoop

struct TimeSliceTests {
    @Test func `a thread that asks for short slices has them, where the kernel knows such a wish`() throws {
        let seen = Mutex<[Int?]>([])
        let gate = Gate()
        let thread = try LoopThread(name: "slices") { _ in
            let before = Self.slice
            TimeSlice.shorten()
            seen.withLock { $0 = [before, Self.slice] }
            gate.open()
        }
        gate.wait()
        thread.stop()
        let slices = seen.withLock { $0 }
        // Told since Linux 6.6, and set since 6.12.
        guard let before = slices[0], let after = slices[1], after != before else { return }
        #expect(after == 100_000)
    }

    /// In nanoseconds, as the kernel tells it.
    private static var slice: Int? {
        guard let file = unsafe fopen("/proc/thread-self/sched", "r") else { return nil }
        defer { unsafe _ = fclose(file) }
        var line: [CChar] = Array(repeating: 0, count: 256)
        while unsafe fgets(&line, CInt(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
            if text.hasPrefix("se.slice") { return Int(text.split(separator: ":")[1].filter(\.isNumber)) }
        }
        return nil
    }
}
