import EventLoop
import Testing

/// What is to go out only where nothing has come in.
@Suite struct EarlyHandlerTests {
    /// A loop with pipes that are readable, each of which notes its number when it is told, and is then not watched any
    /// more.
    private func bench(_ count: Int, batchSize: Int = 256) throws -> Bench {
        let bench = Bench(loop: try EventLoop(batchSize: batchSize))
        for index in 0..<count {
            let pipe = try Pipe()
            let handler = Handler { _ in
                bench.log.entries.append("event \(index)")
                pipe.take()
            }
            bench.registrations.append(try bench.loop.register(pipe.reader, for: .readable, handler: handler))
            bench.pipes.append(pipe)
        }
        return bench
    }

    private final class Bench {
        let loop: EventLoop
        let log = Log<String>()
        var pipes: [Pipe] = []
        var registrations: [Registration] = []

        init(loop: EventLoop) { self.loop = loop }

        /// Runs for as many turns, and one.
        func run(turns: Int) {
            var left = turns
            loop.runLater(
                Later { later in
                    left -= 1
                    if left > 0 { self.loop.runLater(later) } else { self.loop.stop() }
                })
            loop.run()
        }
    }

    @Test func `it comes after the events of its own descriptor and before all others`() throws {
        let bench = try bench(3)
        for pipe in bench.pipes { pipe.put() }
        bench.loop.runBeforeEvents(Early { bench.log.entries.append("early") }, of: bench.registrations[2])
        bench.run(turns: 1)
        #expect(bench.log.entries == ["event 2", "early", "event 0", "event 1"])
    }

    @Test func `it comes without any event, and once`() throws {
        let bench = try bench(1)
        bench.loop.runBeforeEvents(Early { bench.log.entries.append("early") }, of: bench.registrations[0])
        bench.run(turns: 3)
        #expect(bench.log.entries == ["early"])
    }

    @Test func `who begins to wait while others are resumed has the kernel asked again`() throws {
        let bench = try bench(2)
        let second = Early { bench.log.entries.append("second") }
        let first = Early {
            bench.log.entries.append("first")
            bench.pipes[1].put()
            bench.loop.runBeforeEvents(second, of: bench.registrations[1])
        }
        bench.loop.runBeforeEvents(first, of: bench.registrations[0])
        bench.run(turns: 2)
        #expect(bench.log.entries == ["first", "event 1", "second"])
    }

    @Test func `a descriptor that is not watched any more holds nobody up`() throws {
        let bench = try bench(1)
        bench.loop.runBeforeEvents(Early { bench.log.entries.append("early") }, of: bench.registrations[0])
        bench.loop.unregister(bench.registrations[0])
        bench.run(turns: 2)
        #expect(bench.log.entries == ["early"])
    }

    @Test(arguments: [(2, false), (3, false), (4, true)])
    func `a batch that is full may not hold every event`(batchSize: Int, hasSeenAll: Bool) throws {
        let bench = try bench(3, batchSize: batchSize)
        for pipe in bench.pipes { pipe.put() }
        var seen: Bool?
        bench.loop.runBeforeEvents(Early { seen = bench.loop.hasSeenAll }, of: bench.registrations[0])
        bench.run(turns: 1)
        #expect(seen == hasSeenAll)
    }
}
