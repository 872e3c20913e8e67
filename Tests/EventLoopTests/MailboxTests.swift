import Glibc
import Synchronization
import Testing

@testable import EventLoop

@Suite struct MailboxTests {
    /// A list that several threads write to.
    private final class Shared: Sendable {
        let entries = Mutex<[Int]>([])

        func add(_ entry: Int) { entries.withLock { $0.append(entry) } }

        var all: [Int] { entries.withLock { $0 } }
    }

    @Test func `letters are done in the order of posting, those of letters after them`() throws {
        let loop = try EventLoop()
        let shared = Shared()
        let mailbox = loop.mailbox
        let bound = LoopBound(loop, on: loop)
        mailbox.post {
            shared.add(0)
            mailbox.post {
                shared.add(3)
                bound.value.stop()
            }
        }
        mailbox.post { shared.add(1) }
        mailbox.post { shared.add(2) }
        loop.run()
        #expect(shared.all == [0, 1, 2, 3])
    }

    @Test func `letters of several threads all arrive, each thread's in order`() throws {
        let shared = Shared()
        let receiver = try LoopThread(name: "receiver") { _ in }
        let senders = try (0..<4).map { sender in
            try LoopThread(name: "sender") { loop in
                for number in 0..<2_000 { receiver.mailbox.post { shared.add(sender * 10_000 + number) } }
                loop.stop()
            }
        }
        for sender in senders { sender.join() }
        receiver.stop()
        let all = shared.all
        #expect(all.count == 8_000)
        for sender in 0..<4 {
            #expect(all.filter { $0 / 10_000 == sender } == (0..<2_000).map { sender * 10_000 + $0 })
        }
    }

    @Test func `every letter wakes a loop that waits for the one before`() throws {
        // Each letter is posted when the last has been done, so a wake-up that is lost stops the test.
        let first = try LoopThread(name: "first") { _ in }
        let second = try LoopThread(name: "second") { _ in }
        let shared = Shared()
        pass(1_000, from: first, to: second, shared)
        while shared.all.count < 1_000 { _ = sched_yield() }
        first.stop()
        second.stop()
        #expect(shared.all == (1...1_000).reversed())
    }

    private func pass(_ rest: Int, from first: LoopThread, to second: LoopThread, _ shared: Shared) {
        guard rest > 0 else { return }
        second.mailbox.post {
            shared.add(rest)
            pass(rest - 1, from: second, to: first, shared)
        }
    }

    @Test func `only the first letter of a batch wakes the loop`() {
        let queue = Mailbox.Queue()
        #expect(queue.append {})
        #expect(!queue.append {})
        #expect(queue.takeAll().count == 2)
        #expect(queue.takeAll().isEmpty)
        #expect(queue.append {})
    }

    private final class Held: Sendable {}

    @Test func `after the loop has stopped nothing is done and nothing is held`() throws {
        // What broke: letters waited for ever, and with them what they held, such as the loop itself.
        let shared = Shared()
        let loop = try EventLoop()
        let bound = LoopBound(loop, on: loop)
        weak var before: Held?
        weak var after: Held?
        do {
            let (first, second) = (Held(), Held())
            (before, after) = (first, second)
            let mailbox = loop.mailbox
            mailbox.post {
                bound.value.stop()
                mailbox.post { shared.add(ObjectIdentifier(first).hashValue) }
            }
            loop.run()
            mailbox.post { shared.add(ObjectIdentifier(second).hashValue) }
        }
        #expect(before == nil)
        #expect(after == nil)
        #expect(shared.all.isEmpty)
    }
}
