import Glibc
import Synchronization
import Testing

@testable import EventLoop

@Suite struct LoopThreadTests {
    /// What the kernel calls the calling thread.
    private static func threadName() -> String {
        let file = unsafe open("/proc/thread-self/comm", O_RDONLY)
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = unsafe read(file, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, count)).prefix { $0 != 10 }, as: UTF8.self)
    }

    @Test func `a loop is prepared and runs on a thread of its own, under its name`() throws {
        let names = Mutex<[String]>([])
        let thread = try LoopThread(name: "tollgate-7") { loop in
            loop.assertOnLoop()
            names.withLock { $0.append(Self.threadName()) }
        }
        thread.mailbox.post { names.withLock { $0.append(Self.threadName()) } }
        thread.stop()
        #expect(names.withLock { $0 } == ["tollgate-7", "tollgate-7"])
        #expect(Self.threadName() != "tollgate-7")
    }

    @Test func `a long name is cut`() throws {
        let names = Mutex<[String]>([])
        let thread = try LoopThread(name: "a-name-of-many-bytes") { _ in names.withLock { $0.append(Self.threadName()) }
        }
        thread.stop()
        #expect(names.withLock { $0 } == ["a-name-of-many-"])
    }

    @Test func `what was posted before stop is done`() throws {
        let count = Mutex(0)
        let thread = try LoopThread(name: "loop") { _ in }
        for _ in 0..<100 { thread.mailbox.post { count.withLock { $0 += 1 } } }
        thread.stop()
        #expect(count.withLock { $0 } == 100)
    }

    @Test func `stopping and joining again does nothing`() throws {
        // What broke: a thread was joined twice, which pthread_join does not allow.
        let thread = try LoopThread(name: "loop") { _ in }
        thread.stop()
        thread.join()
        thread.stop()
    }

    @Test func `a loop that stops by itself can be joined and stopped by several threads`() throws {
        let thread = try LoopThread(name: "loop") { $0.stop() }
        let others = try (0..<4).map { _ in
            try LoopThread(name: "other") { loop in
                thread.stop()
                loop.stop()
            }
        }
        for other in others { other.join() }
        thread.join()
    }

    private final class Held: Sendable {}

    @Test func `a loop that has ended lets go of what its handlers held`() throws {
        weak var kept: Held?
        do {
            let held = Held()
            kept = held
            let thread = try LoopThread(name: "loop") { loop in
                _ = loop.makeTimer(Alarm { _ in _ = held })
            }
            thread.stop()
        }
        #expect(kept == nil)
    }
}
