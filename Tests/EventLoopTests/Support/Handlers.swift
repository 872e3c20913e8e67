import EventLoop

/// Does what a closure says with each event.
final class Handler: EventHandler {
    private let body: (Events) -> Void

    init(_ body: @escaping (Events) -> Void) { self.body = body }

    func handle(_ events: Events) { body(events) }
}

/// Does what a closure says when it is resumed.
final class Later: DeferredHandler {
    private let body: (Later) -> Void

    init(_ body: @escaping (Later) -> Void) { self.body = body }

    func resume() { body(self) }
}

/// Does what a closure says when it is resumed before the events of others.
final class Early: EarlyHandler {
    private let body: () -> Void

    init(_ body: @escaping () -> Void) { self.body = body }

    func resumeEarly() { body() }
}

/// Does what a closure says when its timer fires.
final class Alarm: TimerHandler {
    private let body: (TimerID) -> Void

    init(_ body: @escaping (TimerID) -> Void = { _ in }) { self.body = body }

    func timerFired(_ timer: TimerID) { body(timer) }
}

/// Something that closures of one thread write to.
final class Log<Entry> {
    var entries: [Entry] = []
}
