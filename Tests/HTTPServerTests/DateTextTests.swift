import Testing
import TollgateTesting

@testable import HTTPServer

@Suite struct DateTextTests {
    private func text(_ seconds: Int64) -> (field: String, stamp: String) {
        var date = DateText()
        date.update(ManualClock(seconds: seconds).wallNanoseconds)
        return (String(decoding: date.fieldValue, as: UTF8.self), String(decoding: date.timestamp, as: UTF8.self))
    }

    @Test(
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00"),
            // RFC 9110 §5.6.7's own example.
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT", "2000-02-29T00:00:00"),
            (951_868_799, "Tue, 29 Feb 2000 23:59:59 GMT", "2000-02-29T23:59:59"),
            (951_868_800, "Wed, 01 Mar 2000 00:00:00 GMT", "2000-03-01T00:00:00"),
            (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT", "2024-02-29T23:59:59"),
            (1_740_787_200, "Sat, 01 Mar 2025 00:00:00 GMT", "2025-03-01T00:00:00"),
            (1_798_761_599, "Thu, 31 Dec 2026 23:59:59 GMT", "2026-12-31T23:59:59"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT", "2100-03-01T00:00:00"),
            (2_147_483_648, "Tue, 19 Jan 2038 03:14:08 GMT", "2038-01-19T03:14:08"),
        ] as [(Int64, String, String)])
    func `a moment has one text in a field and one in a log line`(seconds: Int64, field: String, stamp: String) {
        #expect(text(seconds).field == field)
        #expect(text(seconds).stamp == stamp)
    }

    @Test func `the text changes with the second, also when the clock is set back`() {
        var clock = ManualClock(seconds: 60)
        var date = DateText()
        date.update(clock.wallNanoseconds)
        let first = date.fieldValue
        clock.advance(milliseconds: 999)
        date.update(clock.wallNanoseconds)
        #expect(date.fieldValue == first)
        clock.advance(milliseconds: 1)
        date.update(clock.wallNanoseconds)
        #expect(String(decoding: date.fieldValue, as: UTF8.self).hasSuffix("00:01:01 GMT"))
        clock.advance(milliseconds: -1_000)
        date.update(clock.wallNanoseconds)
        #expect(date.fieldValue == first)
    }
}
