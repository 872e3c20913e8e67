package import EventLoop
internal import Synchronization

/// A loop on its own thread, with one object that lives there; stopped when it is let go of.
package final class TestLoop<Resident>: Sendable {
    /// The thread.
    package let thread: LoopThread
    private let resident: LoopBound<Resident>
    private let clear: @Sendable (Resident) -> Void

    /// Starts the loop, and makes its resident on the loop's thread.
    ///
    /// - Parameter clear: ends what the resident has open, on the loop's thread and before the loop stops.
    package init(
        clear: @escaping @Sendable (Resident) -> Void = { _ in }, _ make: @escaping @Sendable (EventLoop) -> Resident
    ) throws {
        self.clear = clear
        let place = Mutex<LoopBound<Resident>?>(nil)
        let box = Box(place)
        let gate = Gate()
        thread = try LoopThread(name: "test-loop") { loop in
            box.value.withLock { $0 = LoopBound(make(loop), on: loop) }
            gate.open()
        }
        guard gate.wait(milliseconds: RawConnection.patience), let resident = box.value.withLock({ $0 }) else {
            throw SocketFailure.deadline("the loop")
        }
        self.resident = resident
    }

    deinit {
        thread.mailbox.post { [resident, clear] in clear(resident.value) }
        thread.stop()
    }

    /// Has work done on the loop's thread, and waits for what comes of it.
    package func perform<Value: Sendable>(_ work: @escaping @Sendable (Resident) -> Value) throws -> Value {
        let box = Box(Mutex<Value?>(nil))
        let gate = Gate()
        thread.mailbox.post { [resident] in
            let value = work(resident.value)
            box.value.withLock { $0 = value }
            gate.open()
        }
        guard gate.wait(milliseconds: RawConnection.patience), let value = box.value.withLock({ $0 }) else {
            throw SocketFailure.deadline("work on the loop")
        }
        return value
    }

    /// Waits until something holds on the loop, looking once a millisecond.
    package func wait(
        _ what: String, until condition: @escaping @Sendable (Resident) -> Bool
    ) throws {
        let deadline = Clocks.monotonicMilliseconds() + Int64(RawConnection.patience)
        while try !perform(condition) {
            guard Clocks.monotonicMilliseconds() < deadline else { throw SocketFailure.deadline(what) }
            _ = Gate().wait(milliseconds: 1)
        }
    }
}

/// Carries a mutex into closures.
private final class Box<Value: ~Copyable & Sendable>: Sendable {
    let value: Value

    init(_ value: consuming Value) { self.value = value }
}
