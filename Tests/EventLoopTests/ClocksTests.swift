import EventLoop
import Glibc
import Testing

@Suite struct ClocksTests {
    @Test func `the monotonic clocks are one clock in two units and never go back`() {
        var last = Clocks.monotonicMicroseconds()
        for _ in 0..<1_000 {
            let now = Clocks.monotonicMicroseconds()
            #expect(now >= last)
            last = now
        }
        let before = Clocks.monotonicMicroseconds() / 1_000
        let milliseconds = Clocks.monotonicMilliseconds()
        let after = Clocks.monotonicMicroseconds() / 1_000
        #expect((before...after).contains(milliseconds))
    }

    @Test func `the wall clock counts nanoseconds since 1970`() {
        let before = Int64(time(nil))
        let seconds = Clocks.wallNanoseconds() / 1_000_000_000
        let after = Int64(time(nil))
        #expect(seconds >= before - 1 && seconds <= after + 1)
    }
}
