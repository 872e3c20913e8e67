import EventLoop
import Glibc
import Testing

/// Loops that run on the test's own thread until something in them says stop.
@Suite struct EventLoopTests {
    @Test func `an event whose descriptor was closed in the same batch reaches nobody`() throws {
        let loop = try EventLoop()
        let pipes = [try Pipe(), try Pipe()]
        let fresh = try Pipe()
        let log = Log<String>()
        var registrations: [Registration] = []
        let newcomer = Handler { _ in
            log.entries.append("new")
            fresh.take()
            loop.stop()
        }
        // Both are readable in one batch; the first to be told takes the other's descriptor and slot for a newcomer.
        for index in 0..<2 {
            let handler = Handler { _ in
                log.entries.append("old")
                pipes[index].take()
                loop.unregister(registrations[index])
                let other = 1 - index
                loop.unregister(registrations[other])
                #expect(dup2(fresh.reader, pipes[other].reader) == pipes[other].reader)
                do {
                    let registration = try loop.register(pipes[other].reader, for: .readable, handler: newcomer)
                    #expect(registration != registrations[other], "the slot has a new generation")
                } catch {
                    Issue.record(error)
                }
                loop.runLater(
                    Later { _ in
                        log.entries.append("batch done")
                        fresh.put()
                    })
            }
            registrations.append(try loop.register(pipes[index].reader, for: .readable, handler: handler))
            pipes[index].put()
        }
        loop.run()
        #expect(log.entries == ["old", "batch done", "new"])
    }

    @Test func `what is left unread is reported again until it is not watched any more`() throws {
        let loop = try EventLoop()
        let pipe = try Pipe()
        let log = Log<Events>()
        var registration: Registration?
        let handler = Handler { events in
            log.entries.append(events)
            guard log.entries.count == 3, let registration else { return }
            loop.modify(registration, to: [])
            let later = Later { later in
                log.entries.append([])
                guard log.entries.count == 5 else { return loop.runLater(later) }
                loop.stop()
            }
            loop.runLater(later)
        }
        registration = try loop.register(pipe.reader, for: .readable, handler: handler)
        pipe.put()
        loop.run()
        #expect(log.entries == [.readable, .readable, .readable, [], []])
    }

    @Test func `the end of the other side is reported without being asked for`() throws {
        let loop = try EventLoop()
        let pipe = try Pipe()
        let log = Log<Events>()
        let handler = Handler { events in
            log.entries.append(events)
            loop.stop()
        }
        _ = try loop.register(pipe.writer, for: .writable, handler: handler)
        loop.run()
        let other = try EventLoop()
        let second = Handler { events in
            log.entries.append(events)
            other.stop()
        }
        _ = try other.register(pipe.writer, for: [], handler: second)
        #expect(dup2(pipe.writer, pipe.reader) == pipe.reader, "nobody reads any more")
        other.run()
        #expect(log.entries.first == .writable)
        #expect(log.entries.last?.isDisjoint(with: .broken) == false)
    }

    @Test func `a registration that has ended changes nothing for its successor`() throws {
        let loop = try EventLoop()
        let pipe = try Pipe()
        let log = Log<String>()
        let first = try loop.register(
            pipe.reader, for: .readable, handler: Handler { _ in log.entries.append("first") })
        loop.unregister(first)
        let handler = Handler { _ in
            log.entries.append("second")
            loop.stop()
        }
        _ = try loop.register(pipe.reader, for: .readable, handler: handler)
        loop.modify(first, to: [])
        loop.unregister(first)
        #expect(loop.registrationCount == 2, "the mailbox and the second")
        pipe.put()
        loop.run()
        #expect(log.entries == ["second"])
    }

    @Test func `a descriptor that cannot be watched is an error and leaves nothing behind`() throws {
        let loop = try EventLoop()
        let pipe = try Pipe()
        weak var kept: Handler?
        do {
            let handler = Handler { _ in }
            kept = handler
            #expect(throws: SystemError.self) { try loop.register(-1, for: .readable, handler: handler) }
        }
        #expect(kept == nil)
        #expect(loop.registrationCount == 1)
        _ = try loop.register(pipe.reader, for: .readable, handler: Handler { _ in })
        #expect(throws: SystemError.self) {
            try loop.register(pipe.reader, for: .readable, handler: Handler { _ in })
        }
        #expect(loop.registrationCount == 2)
    }

    @Test func `the loop holds a handler until it is unregistered`() throws {
        let loop = try EventLoop()
        let pipe = try Pipe()
        weak var kept: Handler?
        var registration: Registration?
        do {
            let handler = Handler { _ in }
            kept = handler
            registration = try loop.register(pipe.reader, for: .readable, handler: handler)
        }
        #expect(kept != nil)
        if let registration { loop.unregister(registration) }
        #expect(kept == nil)
    }

    @Test func `more descriptors than one batch holds are all served`() throws {
        let loop = try EventLoop(batchSize: 2)
        let pipes = try (0..<7).map { _ in try Pipe() }
        let log = Log<Int>()
        for (index, pipe) in pipes.enumerated() {
            let handler = Handler { _ in
                pipe.take()
                log.entries.append(index)
                if log.entries.count == pipes.count { loop.stop() }
            }
            _ = try loop.register(pipe.reader, for: .readable, handler: handler)
            pipe.put()
        }
        loop.run()
        #expect(log.entries.sorted() == Array(0..<7))
    }

    @Test func `what is put off runs after the batch, and what that puts off a turn later`() throws {
        let loop = try EventLoop()
        let pipes = [try Pipe(), try Pipe()]
        let log = Log<String>()
        let last = Later { _ in
            log.entries.append("third")
            loop.stop()
        }
        let second = Later { _ in
            log.entries.append("second")
            loop.runLater(last)
        }
        let first = Later { _ in
            log.entries.append("first")
            loop.runLater(second)
        }
        for pipe in pipes {
            let handler = Handler { _ in
                pipe.take()
                log.entries.append("event")
                if log.entries.count == 1 { loop.runLater(first) }
            }
            _ = try loop.register(pipe.reader, for: .readable, handler: handler)
            pipe.put()
        }
        loop.run()
        #expect(log.entries == ["event", "event", "first", "second", "third"])
    }

    @Test func `each runLater resumes once`() throws {
        let loop = try EventLoop()
        let log = Log<Int>()
        let handler = Later { _ in log.entries.append(1) }
        loop.runLater(handler)
        loop.runLater(handler)
        loop.runLater(Later { _ in loop.stop() })
        loop.run()
        #expect(log.entries == [1, 1])
    }

    @Test func `stop ends the loop after the batch, and before the next`() throws {
        let loop = try EventLoop()
        let pipes = [try Pipe(), try Pipe()]
        let log = Log<String>()
        for pipe in pipes {
            let handler = Handler { _ in
                log.entries.append("event")
                loop.stop()
            }
            _ = try loop.register(pipe.reader, for: .readable, handler: handler)
            pipe.put()
        }
        loop.run()
        #expect(log.entries == ["event", "event"])
        loop.run()
        #expect(log.entries == ["event", "event"], "a loop that was stopped stays so")
    }

    @Test func `a timer fires through the loop, not early, and one that was removed does not`() throws {
        let loop = try EventLoop()
        let log = Log<TimerID>()
        let begin = loop.now
        let alarm = Alarm { timer in
            log.entries.append(timer)
            loop.stop()
        }
        let removed = loop.makeTimer(alarm)
        let disarmed = loop.makeTimer(alarm)
        let timer = loop.makeTimer(alarm)
        loop.arm(removed, after: 5)
        loop.arm(disarmed, after: 5)
        loop.arm(timer, after: 10)
        loop.removeTimer(removed)
        loop.disarm(disarmed)
        loop.run()
        #expect(log.entries == [timer])
        #expect(loop.now - begin >= 10)
    }

    @Test func `a deadline beyond all time is accepted`() throws {
        let loop = try EventLoop()
        let timer = loop.makeTimer(Alarm())
        loop.arm(timer, after: .max)
        loop.runLater(Later { _ in loop.stop() })
        loop.run()
    }

    @Test func `a handler that takes long does not make the next timer later still`() throws {
        // What broke: the wait was counted from the start of the batch, so the time a batch took was added to it.
        let loop = try EventLoop()
        let log = Log<Int64>()
        let timer = loop.makeTimer(
            Alarm { _ in
                log.entries.append(loop.now)
                loop.stop()
            })
        loop.runLater(
            Later { _ in
                loop.arm(timer, after: 400)
                let end = Clocks.monotonicMilliseconds() + 420
                while Clocks.monotonicMilliseconds() < end {}
                log.entries.append(Clocks.monotonicMilliseconds())
            })
        loop.run()
        let lateness = log.entries[1] - log.entries[0]
        #expect(lateness < 300, "\(lateness) ms after the handler returned")
    }
}
