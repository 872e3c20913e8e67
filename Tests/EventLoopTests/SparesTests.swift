import EventLoop
import Testing

@Suite struct SparesTests {
    /// Takes so many at once and gives them back.
    private static func use(_ count: Int, of spares: inout Spares<Int>) {
        let taken = (0..<count).map { spares.take() ?? $0 }
        for object in taken { spares.give(object) }
    }

    @Test func `the last one that was given is taken first`() {
        var spares = Spares<Int>(limit: 3)
        for object in 1...3 { spares.give(object) }
        #expect([spares.take(), spares.take(), spares.take(), spares.take()] == [3, 2, 1, nil])
    }

    @Test func `no more are kept than the limit says`() {
        var spares = Spares<Int>(limit: 3)
        for object in 1...5 { spares.give(object) }
        #expect(spares.count == 3)
    }

    @Test func `trimming lets go of what was not needed since the last time, and no more`() {
        var spares = Spares<Int>(limit: 100, least: 0)
        Self.use(50, of: &spares)
        spares.trim()
        #expect(spares.count == 50, "all of them were used since the beginning")
        for _ in 0..<3 {
            Self.use(20, of: &spares)
            spares.trim()
            #expect(spares.count == 20)
        }
        #expect(spares.hasSurplus)
        spares.trim()
        #expect(spares.count == 0)
        #expect(!spares.hasSurplus)
    }

    @Test func `a few stay however quiet it is`() {
        var spares = Spares<Int>(limit: 100, least: 8)
        Self.use(50, of: &spares)
        for _ in 0..<3 { spares.trim() }
        #expect(spares.count == 8)
        #expect(!spares.hasSurplus)
        Self.use(3, of: &spares)
        spares.trim()
        #expect(spares.count == 8)
    }
}
