internal import EventLoop
internal import HTTPCodec

/// Gives memory back that a loop no longer needs, once a second while there is any.
final class Housekeeping: TimerHandler {
    private static let interval: Int64 = 1_000

    private let loop: EventLoop
    private let pool: BufferPool
    private var timer: TimerID?
    private var isWaiting = false

    init(loop: EventLoop, pool: BufferPool) {
        self.loop = loop
        self.pool = pool
    }

    /// Looks after the pool from now on, until nothing is left in it.
    func begin() {
        guard !isWaiting else { return }
        isWaiting = true
        let timer = self.timer ?? loop.makeTimer(self)
        self.timer = timer
        loop.arm(timer, after: Self.interval)
    }

    func timerFired(_ timer: TimerID) {
        pool.trim()
        // With nothing left the loop may sleep; the next connection begins anew.
        isWaiting = pool.freeCount > 0
        if isWaiting { loop.arm(timer, after: Self.interval) }
    }
}
