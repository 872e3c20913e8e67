import HTTPCodec
import Policy
import Testing

@testable import Gateway

@Suite struct LoopCountersTests {
    @Test func `each reason is counted by its id, the refusals apart from the failures`() {
        let counters = LoopCounters()
        for (place, reason) in CallReason.allCases.enumerated() {
            for _ in 0...place { counters.countRefused(reason: reason, status: 400) }
            counters.countAllowed(reason: reason, status: 502, microseconds: 1, completed: true)
        }
        let calls = counters.metrics.calls
        #expect(calls.refused == UInt64((1...CallReason.allCases.count).reduce(0, +)))
        #expect(calls.refusals.values.reduce(0, +) == calls.refused)
        #expect(calls.failures.values.reduce(0, +) == UInt64(CallReason.allCases.count))
        for (place, reason) in CallReason.allCases.enumerated() where reason.id != "credentials.repeated" {
            #expect(calls.refusals[reason.id] == UInt64(place + 1))
            #expect(calls.failures[reason.id] == 1)
        }
    }

    @Test func `what the decision and the message are refused for alike is counted as one`() {
        let counters = LoopCounters()
        counters.countRefused(reason: .decision(.credentialsRepeated), status: 400)
        counters.countRefused(reason: .message(.repeatedAuthorization), status: 400)
        #expect(counters.metrics.calls.refusals == ["credentials.repeated": 2])
        #expect(counters.metrics.calls.failures.isEmpty)
    }
}
