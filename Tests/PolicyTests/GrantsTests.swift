import Registry
import Testing

@testable import Policy

struct GrantsTests {
    /// Two hundred scopes: more than the bits that stand in place.
    let table = ScopeTable((0..<200).compactMap { Scope("a\($0 % 3):op\($0)") })

    @Test func `a set holds exactly what was put in`() throws {
        for index in [0, 1, 63, 64, 65, 127, 128, 199] {
            var grants = Grants()
            #expect(grants.isEmpty)
            let id = ScopeID(index: Int32(index))
            grants.insert(id)
            #expect(!grants.isEmpty)
            for other in 0..<200 { #expect(grants.contains(ScopeID(index: Int32(other))) == (other == index)) }
        }
    }

    @Test func `an intersection holds what both hold`() {
        var random = Seeded(state: 1)
        for _ in 0..<50 {
            let one = Set((0..<40).map { _ in Int32.random(in: 0..<200, using: &random) })
            let other = Set((0..<40).map { _ in Int32.random(in: 0..<100, using: &random) })
            #expect(grants(one).intersection(grants(other)) == grants(one.intersection(other)))
        }
        #expect(grants([70, 190]).intersection(grants([71])) == Grants())
    }

    @Test func `each declared scope has one number, and no other text has one`() throws {
        for scope in table.scopes { #expect(table.scope(try #require(table.id(scope.description))) == scope) }
        #expect(table.id("a0:op200") == nil)
        #expect(table.id("A0:op0") == nil)
    }

    @Test func `an audience grants its own scopes`() throws {
        let grants = table.grants(audiences: ["a1", "none"])
        for scope in table.scopes {
            #expect(grants.contains(try #require(table.id(scope.description))) == (scope.audience == "a1"))
        }
    }

    private func grants(_ indices: Set<Int32>) -> Grants {
        var grants = Grants()
        for index in indices { grants.insert(ScopeID(index: index)) }
        return grants
    }
}
