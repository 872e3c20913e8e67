import HTTPServer

/// An answer of the token endpoint, and when it is given.
struct TokenAnswer: Sendable {
    let response: WholeResponse
    /// How long it is held back; `nil` where it is given at once.
    var delay: Duration?
}
