import HTTPServer

/// An answer of the token endpoint, and when it is given.
struct TokenAnswer: Sendable {
    let response: WholeResponse
    /// What holds it back; `nil` where it is given at once.
    var verdict: GuessLimiter.Verdict?
}
