import Testing

@testable import EventLoop

/// Time is a parameter: nobody waits.
@Suite struct TimerWheelTests {
    private static let tick = TimerWheel.tickMilliseconds
    private static let round = TimerWheel.tickMilliseconds * Int64(TimerWheel.slotCount)
    private let handler = Alarm()

    /// Moves the wheel on to `now` and says which timers fired.
    private func fire(_ wheel: inout TimerWheel, at now: Int64) -> [TimerID] {
        wheel.advance(to: now)
        var fired: [TimerID] = []
        while let (timer, _) = wheel.popDue(now: now) { fired.append(timer) }
        return fired
    }

    /// When a timer fires, moving on by a millisecond at a time.
    private func firstFiring(_ wheel: inout TimerWheel, from start: Int64, to end: Int64) -> Int64? {
        for now in start...end where !fire(&wheel, at: now).isEmpty { return now }
        return nil
    }

    @Test(arguments: [0, 1, 63, 64, 65, 100, 127, 128, 129, 1_000, 65_535, 65_536, 65_537, 70_000, 200_000])
    func `a timer fires at its deadline or up to one tick after`(delay: Int64) throws {
        for start: Int64 in [0, 1, 63, 64, 1_000_003] {
            var wheel = TimerWheel(now: start)
            let timer = wheel.insert(handler)
            wheel.arm(timer, at: start + delay)
            let fired = try #require(firstFiring(&wheel, from: start, to: start + delay + 2 * Self.tick))
            #expect(fired >= start + delay, "never early")
            // What is due at once waits for the next tick to begin.
            #expect(fired - max(start + delay, start + 1) <= Self.tick, "at most one tick late")
            #expect(fire(&wheel, at: fired + 2 * Self.round).isEmpty, "only once")
        }
    }

    @Test func `a timer that is not armed never fires`() {
        var wheel = TimerWheel(now: 0)
        _ = wheel.insert(handler)
        #expect(fire(&wheel, at: 3 * Self.round).isEmpty)
        #expect(wheel.timeout(now: 0) == -1)
    }

    @Test func `a deadline that moves away replaces the old one`() {
        var wheel = TimerWheel(now: 0)
        let timer = wheel.insert(handler)
        wheel.arm(timer, at: 100)
        wheel.arm(timer, at: 1_000)
        #expect(firstFiring(&wheel, from: 0, to: 999) == nil)
        #expect(firstFiring(&wheel, from: 1_000, to: 1_064) != nil)
    }

    @Test func `a deadline that comes nearer replaces the old one`() {
        var wheel = TimerWheel(now: 0)
        let timer = wheel.insert(handler)
        wheel.arm(timer, at: 1_000)
        wheel.arm(timer, at: 100)
        #expect(firstFiring(&wheel, from: 0, to: 99) == nil)
        #expect(firstFiring(&wheel, from: 100, to: 164) != nil)
        #expect(firstFiring(&wheel, from: 165, to: 3_000) == nil, "the old filing is stale")
    }

    @Test func `a deadline can come nearer, fire and be set again before its old tick`() {
        var wheel = TimerWheel(now: 0)
        let timer = wheel.insert(handler)
        wheel.arm(timer, at: 1_000)
        wheel.arm(timer, at: 100)
        #expect(firstFiring(&wheel, from: 0, to: 200) != nil)
        wheel.arm(timer, at: 2_000)
        #expect(firstFiring(&wheel, from: 201, to: 1_999) == nil)
        #expect(firstFiring(&wheel, from: 2_000, to: 2_064) != nil)
    }

    @Test func `a timer that is disarmed does not fire, and can be armed again`() {
        var wheel = TimerWheel(now: 0)
        let timer = wheel.insert(handler)
        wheel.arm(timer, at: 100)
        wheel.disarm(timer)
        #expect(fire(&wheel, at: 1_000).isEmpty)
        wheel.arm(timer, at: 1_100)
        wheel.disarm(timer)
        wheel.arm(timer, at: 1_200)
        #expect(fire(&wheel, at: 1_199).isEmpty)
        #expect(fire(&wheel, at: 1_264) == [timer])
    }

    @Test func `a timer that is removed does not fire and lets its handler go`() {
        var wheel = TimerWheel(now: 0)
        var owned: Alarm? = Alarm()
        weak let seen = owned
        let timer = wheel.insert(Alarm())
        wheel.remove(timer)
        if let alarm = owned {
            let timer = wheel.insert(alarm)
            wheel.arm(timer, at: 100)
            wheel.remove(timer)
            wheel.remove(timer)
        }
        owned = nil
        #expect(seen == nil)
        #expect(fire(&wheel, at: 1_000).isEmpty)
    }

    @Test func `an id that is given out again knows nothing of its past`() {
        var wheel = TimerWheel(now: 0)
        let first = wheel.insert(handler)
        wheel.arm(first, at: 100)
        wheel.arm(first, at: 70)
        wheel.remove(first)
        // Its filings are still in the wheel, so the id cannot be reused yet.
        let second = wheel.insert(handler)
        #expect(second != first)
        #expect(fire(&wheel, at: 128).isEmpty)
        let third = wheel.insert(handler)
        #expect(third == first)
        wheel.arm(third, at: 500)
        #expect(fire(&wheel, at: 499).isEmpty)
        #expect(fire(&wheel, at: 512) == [third])
        wheel.remove(third)
        let fourth = wheel.insert(handler)
        #expect(fourth == first, "an id without a filing is free at once")
        #expect(fire(&wheel, at: 3 * Self.round).isEmpty)
    }

    @Test func `ids are reused, so timers that come and go need no more memory`() {
        var wheel = TimerWheel(now: 0)
        var ids: Set<TimerID> = []
        for turn in 0..<1_000 {
            let timer = wheel.insert(handler)
            ids.insert(timer)
            wheel.arm(timer, at: Int64(turn) * Self.tick + 10)
            wheel.remove(timer)
            #expect(fire(&wheel, at: Int64(turn + 1) * Self.tick).isEmpty)
        }
        #expect(ids.count < 5)
    }

    @Test func `a jump of hours fires what is due, once, and nothing else`() {
        var wheel = TimerWheel(now: 0)
        let timers = (0..<100).map { _ in wheel.insert(handler) }
        for (index, timer) in timers.enumerated() { wheel.arm(timer, at: Int64(index) * 100_000) }
        let hour: Int64 = 3_600_000
        let early = fire(&wheel, at: hour)
        #expect(Set(early) == Set(timers.prefix(37)) && early.count == 37)
        let rest = fire(&wheel, at: 24 * hour)
        #expect(Set(rest) == Set(timers.dropFirst(37)) && rest.count == 63)
    }

    @Test func `a handler may arm, remove and make timers between two firings`() {
        var wheel = TimerWheel(now: 0)
        let timers = (0..<10).map { _ in wheel.insert(handler) }
        for timer in timers { wheel.arm(timer, at: 50) }
        wheel.advance(to: 64)
        var fired: [TimerID] = []
        var made: Set<TimerID> = []
        while let (timer, _) = wheel.popDue(now: 64) {
            fired.append(timer)
            for other in timers where other != timer && !fired.contains(other) { wheel.remove(other) }
            wheel.remove(timer)
            let new = wheel.insert(handler)
            made.insert(new)
            wheel.arm(new, at: 0)
        }
        #expect(fired.count == 1, "the others were removed before their turn")
        #expect(Set(fire(&wheel, at: 128)) == made)
    }

    @Test func `the time-out ends at the next tick that holds a timer`() {
        var wheel = TimerWheel(now: 0)
        let timer = wheel.insert(handler)
        for deadline: Int64 in [1, 64, 65, 4_000, 4_096, 60_000, 65_000] {
            wheel.arm(timer, at: deadline)
            let timeout = Int64(wheel.timeout(now: 0))
            #expect(timeout >= deadline && timeout < deadline + Self.tick)
            #expect(wheel.timeout(now: deadline + Self.tick) == 0)
            wheel = TimerWheel(now: 0)
            _ = wheel.insert(handler)
        }
    }

    @Test func `a deadline that no clock reaches is accepted`() {
        var wheel = TimerWheel(now: 0)
        let timer = wheel.insert(handler)
        for deadline: Int64 in [.max, .max - 1, .max - 62] {
            wheel.arm(timer, at: deadline)
            #expect(fire(&wheel, at: 1_000_000_000).isEmpty)
        }
    }

    @Test(arguments: 0..<20)
    func `whatever is done to it the wheel agrees with a plain list`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var now = Int64.random(in: 0..<1_000_000, using: &random)
        var wheel = TimerWheel(now: now)
        var model: [TimerID: Int64] = [:]
        for _ in 0..<1_500 {
            step(&wheel, &model, now: now, using: &random)
            // Waiting for as long as the wheel says must not make anything late.
            let timeout = Int64(wheel.timeout(now: now))
            let jumps: [Int64] = [0, 1, 10, 64, 500, timeout < 0 ? 1_000 : timeout, 5_000, 200_000]
            now += jumps.randomElement(using: &random) ?? 0
            check(&wheel, &model, now: now)
        }
    }

    private func step(
        _ wheel: inout TimerWheel, _ model: inout [TimerID: Int64], now: Int64, using random: inout SeededGenerator
    ) {
        let known = model.keys.sorted { $0.index < $1.index }
        switch Int.random(in: 0..<8, using: &random) {
        case 0,
            1 where known.count < 50:
            let timer = wheel.insert(handler)
            #expect(model[timer] == nil, "an id that is in use is not given out")
            model[timer] = .max
        case 2:
            guard let timer = known.randomElement(using: &random) else { return }
            wheel.remove(timer)
            model[timer] = nil
        case 3:
            guard let timer = known.randomElement(using: &random) else { return }
            wheel.disarm(timer)
            model[timer] = .max
        default:
            guard let timer = known.randomElement(using: &random) else { return }
            let delays: [Int64] = [0, 1, 63, 64, 100, 1_000, 10_000, 65_472, 65_536, 75_000, 300_000]
            let deadline = now + (delays.randomElement(using: &random) ?? 0)
            wheel.arm(timer, at: deadline)
            model[timer] = deadline
        }
    }

    /// What fires must be due, and what has been due for a tick must have fired.
    private func check(_ wheel: inout TimerWheel, _ model: inout [TimerID: Int64], now: Int64) {
        for timer in fire(&wheel, at: now) {
            guard let deadline = model[timer], deadline <= now else {
                Issue.record(
                    "early, removed or fired twice: \(timer), due \(String(describing: model[timer])) at \(now)")
                return
            }
            model[timer] = .max
        }
        let late = model.filter { $0.value != .max && $0.value + Self.tick <= now }
        #expect(late.isEmpty, "at \(now)")
    }
}
