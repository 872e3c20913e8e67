import HTTPServer
import Registry
import Testing

@testable import TokenEndpoint

@Suite struct SecretUsesTests {
    private static let day: Int64 = 86_400

    @Test func `a use is taken once a day for each secret`() {
        let uses = SecretUses()
        for second in Int64(0)..<3 { uses.note("a", at: second) }
        uses.note("b", at: Self.day - 1)
        #expect(Set(uses.take()) == [SecretUse(secretID: "a", day: 0), SecretUse(secretID: "b", day: 0)])
        uses.note("a", at: Self.day - 1)
        #expect(uses.take().isEmpty)
        uses.note("a", at: Self.day)
        #expect(uses.take() == [SecretUse(secretID: "a", day: 1)])
    }

    @Test func `what could not be written is taken again, and a later use wins`() {
        let uses = SecretUses()
        uses.note("a", at: 0)
        uses.note("b", at: 0)
        let taken = uses.take()
        uses.note("a", at: Self.day)
        uses.putBack(taken)
        #expect(Set(uses.take()) == [SecretUse(secretID: "a", day: 1), SecretUse(secretID: "b", day: 0)])
    }

    @Test func `memory is bounded, and a secret passed over is noted at its next use`() {
        let uses = SecretUses(capacity: 10)
        for index in 0..<1000 { uses.note("sec_\(index)", at: 0) }
        #expect(uses.take().count == 10)
        uses.note("sec_999", at: 0)
        #expect(uses.take() == [SecretUse(secretID: "sec_999", day: 0)])
        uses.putBack((0..<1000).map { SecretUse(secretID: "sec_\($0)", day: 0) })
        #expect(uses.take().count == 10)
    }

    @Test func `only a token that was issued is a use`() throws {
        let desk = try TokenDesk()
        _ = desk.ask(fields: [TokenDesk.basic("app_one", "wrong"), TokenDesk.form])
        _ = desk.ask(fields: [TokenDesk.basic("app_aged", TokenDesk.ended), TokenDesk.form])
        _ = desk.ask(fields: [TokenDesk.basic("app_off"), TokenDesk.form])
        #expect(desk.uses.take().isEmpty)
        #expect(desk.ask(fields: [TokenDesk.basic("app_aged", TokenDesk.second), TokenDesk.form]).status == 200)
        #expect(desk.uses.take() == [SecretUse(secretID: "g", at: TokenDesk.now)])
    }
}
