import HTTPCodec
import Testing

/// A message that must be refused, and its twin, repaired in that one place, that must be accepted.
struct FaultCase: Sendable, CustomTestStringConvertible {
    let name: String
    let bad: String
    let fault: MessageFault
    let repaired: String

    init(_ name: String, _ bad: String, _ fault: MessageFault, repaired: String) {
        self.name = name
        self.bad = bad
        self.fault = fault
        self.repaired = repaired
    }

    var testDescription: String { name }

    /// Has the driver read both, every way.
    func check(_ driver: MessageDriver) {
        #expect(driver.outcome(of: bad).end == .fault(fault), "\(name)")
        let twin = driver.outcome(of: repaired)
        #expect(twin.end == .complete || twin.end == .untilClose, "the repaired twin of: \(name)")
        #expect(twin.rest == 0, "the repaired twin of: \(name)")
    }
}
