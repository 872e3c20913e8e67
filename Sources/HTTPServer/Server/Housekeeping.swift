internal import EventLoop

/// Has what a loop no longer needs given back, once a second for as long as there is any.
final class Housekeeping: TimerHandler {
    private static let interval: Int64 = 1_000

    /// Whose; it ends this before it goes.
    weak var server: Server?
    private let loop: EventLoop
    private var timer: TimerID?
    private var isWaiting = false

    init(_ loop: EventLoop) { self.loop = loop }

    /// Something was given back by its user: looks after it from now on, until nothing is left over.
    func begin() {
        guard !isWaiting else { return }
        isWaiting = true
        let timer = self.timer ?? loop.makeTimer(self)
        self.timer = timer
        loop.arm(timer, after: Self.interval)
    }

    func timerFired(_ timer: TimerID) {
        // With nothing left over the loop may sleep; the next call to end begins anew.
        isWaiting = server?.trim() ?? false
        if isWaiting { loop.arm(timer, after: Self.interval) }
    }

    /// Looks after nothing any more.
    func end() {
        if let timer { loop.removeTimer(timer) }
        timer = nil
        isWaiting = false
    }
}
