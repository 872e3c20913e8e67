import Testing

@testable import Management

/// What a step says to a person.
@Suite struct ExplainedStepTests {
    @Test func `a refusal is one sentence of what was found, and one of what the caller is told`() {
        let step = ExplainedStep(
            .scopes, refused: "scope.missing", status: 403, [:], detail: "the route needs a:b; the token has a:c",
            message: "This call needs a:b. Fetch a token with it.")
        #expect(
            step.text
                == "Refused with 403 (scope.missing): the route needs a:b; the token has a:c. "
                + "The caller is told: This call needs a:b. Fetch a token with it.")
        #expect(step.finding == "scope.missing" && step.outcome == .refused)
    }

    @Test func `a refusal without more to say is a sentence, too`() {
        let step = ExplainedStep(.host, refused: "host.empty", status: 400, [:], detail: nil, message: nil)
        #expect(step.text == "Refused with 400 (host.empty).")
    }
}
