/// Something with a deadline.
package protocol TimerHandler: AnyObject {
    /// Called on the loop's thread when the deadline has passed; the timer is then no longer armed.
    func timerFired(_ timer: TimerID)
}

/// Names a timer of one loop.
@frozen
package struct TimerID: Hashable, Sendable {
    let index: Int
}

/// Coarse deadlines for very many timers, at no cost per request.
///
/// Time is cut into ticks of 64 ms; a wheel of 1,024 of them (65 s) holds, for each tick, the timers to look at then.
/// A deadline that moves away, as a time-out does at each request, is only stored: when its old tick comes the wheel
/// sees that the time has not come and files it anew. A deadline that comes nearer is filed once more, and the older
/// entry is dropped when its tick comes. A timer fires up to one tick late and never early.
struct TimerWheel {
    static let tickMilliseconds: Int64 = 64
    static let slotCount = 1_024
    private static let never = Int64.max

    private struct Entry {
        var deadline = TimerWheel.never
        /// The tick under which the timer is filed; `never` when it is not.
        var tick = TimerWheel.never
        var handler: (any TimerHandler)?
    }

    private var entries: ContiguousArray<Entry> = []
    private var free: ContiguousArray<Int> = []
    private var slots = ContiguousArray(repeating: ContiguousArray<Int>(), count: slotCount)
    /// One bit for each slot that holds an entry.
    private var occupied = ContiguousArray(repeating: UInt64(0), count: slotCount / 64)
    /// Timers filed under ticks that have come, still to be looked at.
    private var candidates: ContiguousArray<Int> = []
    /// The last tick that was looked at.
    private var current: Int64

    init(now: Int64) { current = now / Self.tickMilliseconds }

    mutating func insert(_ handler: any TimerHandler) -> TimerID {
        let index = free.popLast() ?? entries.count
        if index == entries.count { entries.append(Entry()) }
        entries[index].handler = handler
        return TimerID(index: index)
    }

    mutating func remove(_ timer: TimerID) {
        guard entries[timer.index].handler != nil else { return }
        entries[timer.index].handler = nil
        entries[timer.index].deadline = Self.never
        // An id whose old filing is still in a slot is given out again only after that slot was looked at.
        if entries[timer.index].tick == Self.never { free.append(timer.index) }
    }

    mutating func arm(_ timer: TimerID, at deadline: Int64) {
        entries[timer.index].deadline = deadline
        let tick = Self.tick(of: deadline)
        if tick < entries[timer.index].tick { file(timer.index, under: tick) }
    }

    mutating func disarm(_ timer: TimerID) { entries[timer.index].deadline = Self.never }

    /// How long to wait, in milliseconds, for `epoll_wait`: -1 when no timer is filed.
    func timeout(now: Int64) -> CInt {
        guard let tick = nextOccupiedTick() else { return -1 }
        return CInt(max(0, min(tick * Self.tickMilliseconds - now, Int64(CInt.max))))
    }

    /// Moves on to `now`, so that ``popDue(now:)`` finds what has come due.
    mutating func advance(to now: Int64) {
        let target = now / Self.tickMilliseconds
        guard target > current else { return }
        // A clock that was suspended for longer than the wheel is round needs one look at each slot, not more.
        current = max(current, target - Int64(Self.slotCount))
        while current < target {
            current += 1
            collect(Int(current % Int64(Self.slotCount)))
        }
    }

    /// The next timer whose deadline has passed, disarmed; handlers may arm and remove timers between two calls.
    mutating func popDue(now: Int64) -> (TimerID, any TimerHandler)? {
        while let index = candidates.popLast() {
            // Filed again under a nearer tick since, and looked at then: this filing is stale.
            guard entries[index].tick <= current else { continue }
            entries[index].tick = Self.never
            guard let handler = entries[index].handler else {
                free.append(index)
                continue
            }
            let deadline = entries[index].deadline
            guard deadline != Self.never else { continue }
            guard deadline <= now else {
                file(index, under: Self.tick(of: deadline))
                continue
            }
            entries[index].deadline = Self.never
            return (TimerID(index: index), handler)
        }
        return nil
    }

    private mutating func collect(_ slot: Int) {
        guard occupied[slot / 64] & (1 << UInt64(slot % 64)) != 0 else { return }
        occupied[slot / 64] &= ~(1 << UInt64(slot % 64))
        candidates.append(contentsOf: slots[slot])
        slots[slot].removeAll(keepingCapacity: slots[slot].capacity <= 64)
    }

    private mutating func file(_ index: Int, under tick: Int64) {
        let tick = max(current + 1, min(tick, current + Int64(Self.slotCount) - 1))
        let slot = Int(tick % Int64(Self.slotCount))
        entries[index].tick = tick
        slots[slot].append(index)
        occupied[slot / 64] |= 1 << UInt64(slot % 64)
    }

    /// The tick at whose end the deadline has certainly passed.
    private static func tick(of deadline: Int64) -> Int64 {
        // Not rounded up by a sum, which a deadline near the end of time would overflow.
        deadline == never ? never : deadline / tickMilliseconds + (deadline % tickMilliseconds > 0 ? 1 : 0)
    }

    private func nextOccupiedTick() -> Int64? {
        let start = Int((current + 1) % Int64(Self.slotCount))
        let words = occupied.count
        // The first word is looked at twice: its bits from `start` on, and at the end those before it.
        for step in 0...words {
            let index = (start / 64 + step) % words
            var word = occupied[index]
            if step == 0 { word &= UInt64.max << UInt64(start % 64) }
            if step == words { word &= ~(UInt64.max << UInt64(start % 64)) }
            guard word != 0 else { continue }
            let slot = index * 64 + word.trailingZeroBitCount
            return current + 1 + Int64((slot - start + Self.slotCount) % Self.slotCount)
        }
        return nil
    }
}
