import Accounts
import Registry
import Testing

@testable import Management

@Suite struct ProblemReasonTests {
    @Test func `each reason stands once`() {
        #expect(Set(ProblemReason.ids).count == ProblemReason.ids.count)
        #expect(Set(ExplainedStep.reasons).count == ExplainedStep.reasons.count)
    }

    /// What no request leads to that is alone: two at once, or a store that was replaced.
    @Test func `what a refusal of the store names is told by name`() throws {
        let scope = try #require(Scope("transactions:read"))
        let read: JSONOutput = "transactions:read"
        for (error, reason, values) in [
            (StoreError.refused(.scopesNotAllowed([scope])), "registry.scopesNotAllowed", ["scopes": [read]]),
            (
                StoreError.refused(.scopeNotHeld(application: "app_1", scope: scope)), "registry.scopeNotHeld",
                ["scope": read]
            ),
        ] as [(StoreError, String, JSONOutput)] {
            let fault = try #require(Problem.of(error) { _ in }.errors.first)
            #expect(fault.reason == reason && fault.values == values)
        }
        let fault = try #require(Problem.of(AccountError.refused(.invalidLifetime)) { _ in }.errors.first)
        #expect(fault.reason == "token.invalidLifetime" && fault.values == ["most": 365])
    }

    @Test func `an answer names the values of the whole and of each field`() {
        var problem = Problem(409, .accountNameTaken, "taken", ["name": "ada"])
        problem.errors = [FieldFault("/n", .numberRange, "range", ["least": 1, "most": 5])]
        #expect(problem.json["values"] == ["name": "ada"])
        guard case .array(let errors)? = problem.json["errors"] else { return #expect(Bool(false)) }
        #expect(errors.map { $0["values"] } == [["least": 1, "most": 5]])
    }
}
