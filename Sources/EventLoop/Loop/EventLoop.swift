internal import CLinux
internal import Glibc

/// One thread's loop: one `epoll`, coarse timers, and a mailbox through which other threads reach it.
///
/// The only place in the process where the data plane waits. Everything but ``mailbox`` belongs to the thread that
/// calls ``run()``; debug builds check it. One turn of the loop is: wait, read the clocks once, do what was to come
/// before the events, deliver the batch of events, run what was put off until the batch is done, fire the timers that
/// are due.
///
/// Level-triggered, so that forgetting to drain a descriptor costs a turn and never a stalled connection; and a
/// handler that wants to pause simply does not read, and asks for fewer events when it is bothered again.
@safe package final class EventLoop {
    /// How other threads reach this loop.
    package let mailbox: Mailbox
    /// Milliseconds of the monotonic clock when the current batch began.
    package var now: Int64 { nowMicroseconds / 1_000 }
    /// Microseconds of the monotonic clock when the current batch began. For durations in the access log.
    package var nowMicroseconds: Int64 { microseconds }
    /// Nanoseconds since 1970 when the current batch began.
    package var wallClock: Int64 { nanoseconds }
    /// How many turns the loop has made: for what is rationed by the turn.
    package var turnCount: UInt64 { turns }
    /// How many events the current batch has: among so many descriptors a turn's work is shared.
    package var eventCount: Int { events }
    /// Whether the current batch holds every event there was when the kernel was asked.
    package var hasSeenAll: Bool { isBatchWhole }

    // What others may read is kept in private: reads of what they could reach themselves are watched for conflicts at
    // run time.
    private var microseconds: Int64
    private var nanoseconds: Int64
    private var turns: UInt64 = 0
    private var isBatchWhole = true
    private var events = 0

    private let epoll: CInt
    /// The descriptors that connections leave to everything else.
    var reserve = DescriptorReserve()
    private var handlers = HandlerTable()
    private var timers: TimerWheel
    private var deferred: ContiguousArray<any DeferredHandler> = []
    private var resuming: ContiguousArray<any DeferredHandler> = []
    private var early: ContiguousArray<any EarlyHandler> = []
    private var earlyNow: ContiguousArray<any EarlyHandler> = []
    private var batch: ContiguousArray<epoll_event>
    private var isStopping = false
    private var thread: pthread_t?

    /// A loop that waits for nothing yet.
    ///
    /// - Parameter batchSize: how many events one system call may report.
    /// - Throws: ``SystemError`` when the process has no descriptors left.
    package init(batchSize: Int = 256) throws(SystemError) {
        // The mailbox first: it closes its own descriptor where the loop cannot be made.
        mailbox = try Mailbox()
        epoll = try SystemError.check("epoll_create1", epoll_create1(CInt(O_CLOEXEC)))
        microseconds = Clocks.monotonicMicroseconds()
        nanoseconds = Clocks.wallNanoseconds()
        timers = TimerWheel(now: microseconds / 1_000)
        unsafe batch = ContiguousArray(repeating: epoll_event(), count: batchSize)
        _ = try register(mailbox.descriptor, for: .readable, handler: mailbox.receiver)
    }

    deinit { close(epoll) }

    // MARK: Descriptors

    /// Begins to watch a descriptor.
    ///
    /// The loop holds the handler until ``unregister(_:)``, which must come before the descriptor is closed.
    package func register(
        _ descriptor: CInt, for events: Events, handler: any EventHandler
    ) throws(SystemError) -> Registration {
        assertOnLoop()
        let registration = handlers.insert(handler, descriptor: descriptor)
        do {
            try control(EPOLL_CTL_ADD, descriptor, events, registration)
        } catch {
            handlers.remove(registration)
            throw error
        }
        return registration
    }

    /// Changes what is watched for. A system call, so callers do it only when they are bothered in vain.
    package func modify(_ registration: Registration, to events: Events) {
        assertOnLoop()
        guard let descriptor = handlers.descriptor(of: registration) else { return }
        // Fails only for a descriptor that is not registered, which the table has just ruled out.
        try? control(EPOLL_CTL_MOD, descriptor, events, registration)
    }

    /// Ends the watching; an event of the current batch that is still to be delivered reaches nobody.
    package func unregister(_ registration: Registration) {
        assertOnLoop()
        guard let descriptor = handlers.descriptor(of: registration) else { return }
        handlers.remove(registration)
        try? control(EPOLL_CTL_DEL, descriptor, [], registration)
    }

    /// How many descriptors are watched, the mailbox's included.
    package var registrationCount: Int { handlers.count }

    private func control(
        _ operation: CInt, _ descriptor: CInt, _ events: Events, _ registration: Registration
    ) throws(SystemError) {
        var event = unsafe epoll_event(events: events.rawValue, data: epoll_data_t(u64: registration.word))
        _ = try SystemError.check("epoll_ctl", unsafe epoll_ctl(epoll, operation, descriptor, &event))
    }

    // MARK: Later

    /// Has `handler` resumed after the current batch of events: for what must not run inside its caller.
    package func runLater(_ handler: any DeferredHandler) {
        assertOnLoop()
        deferred.append(handler)
    }

    /// Has `handler` resumed in the next turn, after the events of `registration` and before all others: right after the
    /// kernel has been asked, for what must go out only where nothing has come in.
    package func runBeforeEvents(_ handler: any EarlyHandler, of registration: Registration) {
        assertOnLoop()
        handlers.setEarly(registration, at: turnCount + 1)
        early.append(handler)
    }

    /// Makes a timer, not yet armed. The loop holds the handler until ``removeTimer(_:)``.
    package func makeTimer(_ handler: any TimerHandler) -> TimerID {
        assertOnLoop()
        return timers.insert(handler)
    }

    /// Sets a timer's deadline, `milliseconds` from the start of this batch. Moving a deadline away costs one store.
    package func arm(_ timer: TimerID, after milliseconds: Int64) {
        assertOnLoop()
        let (deadline, isBeyondTime) = now.addingReportingOverflow(milliseconds)
        timers.arm(timer, at: isBeyondTime ? .max : deadline)
    }

    /// Takes a timer's deadline away.
    package func disarm(_ timer: TimerID) {
        assertOnLoop()
        timers.disarm(timer)
    }

    /// Ends a timer; its id may be given out again.
    package func removeTimer(_ timer: TimerID) {
        assertOnLoop()
        timers.remove(timer)
    }

    // MARK: Running

    /// Runs until ``stop()``. The calling thread becomes the loop's.
    package func run() {
        thread = pthread_self()
        while !isStopping { turn() }
        mailbox.close()
    }

    /// Ends ``run()`` after the current batch. Other threads post it to the mailbox.
    package func stop() {
        assertOnLoop()
        isStopping = true
    }

    /// Traps in debug builds when the caller is not on the loop's thread.
    package func assertOnLoop() {
        assert(thread.map { pthread_equal($0, pthread_self()) != 0 } ?? true, "not on the loop's thread")
    }

    private func turn() {
        let count = wait()
        microseconds = Clocks.monotonicMicroseconds()
        nanoseconds = Clocks.wallNanoseconds()
        turns += 1
        events = count
        isBatchWhole = unsafe count < batch.count
        runEarly(count)
        for index in 0..<count { deliver(index) }
        runDeferred()
        fireTimers()
    }

    private func deliver(_ index: Int) {
        let event = unsafe batch[index]
        let registration = unsafe Registration(word: event.data.u64)
        handlers.handler(of: registration)?.handle(unsafe Events(rawValue: event.events))
    }

    /// Delivers the events of descriptors that wait to be sent on, then has the waiting resumed. Who begins to wait
    /// meanwhile waits for the next turn, because the kernel has not been asked for it.
    private func runEarly(_ count: Int) {
        guard !early.isEmpty else { return }
        swap(&earlyNow, &early)
        for index in 0..<count {
            let registration = unsafe Registration(word: batch[index].data.u64)
            guard handlers.isEarly(registration, at: turnCount) else { continue }
            deliver(index)
            unsafe batch[index].data.u64 = Registration.none.word
        }
        for index in earlyNow.indices { earlyNow[index].resumeEarly() }
        earlyNow.removeAll(keepingCapacity: true)
    }

    private func fireTimers() {
        timers.advance(to: now)
        while let (timer, handler) = timers.popDue(now: now) { handler.timerFired(timer) }
    }

    /// Waits for events; an interrupted wait is an empty batch.
    private func wait() -> Int {
        // The clock anew, because ``now`` is as old as the batch: what a handler took must not be waited for again.
        let timeout = deferred.isEmpty && early.isEmpty ? timers.timeout(now: Clocks.monotonicMilliseconds()) : 0
        let count = unsafe batch.withUnsafeMutableBufferPointer { events in
            unsafe epoll_wait(epoll, events.baseAddress, CInt(events.count), timeout)
        }
        return max(0, Int(count))
    }

    /// Resumes what was deferred so far; what these defer in turn waits for the next turn, so that nobody starves.
    private func runDeferred() {
        guard !deferred.isEmpty else { return }
        // Two arrays in turn, so that neither gives its memory back.
        swap(&resuming, &deferred)
        for index in resuming.indices { resuming[index].resume() }
        resuming.removeAll(keepingCapacity: true)
    }
}
