internal import Gateway
internal import HTTPCodec

/// Every operation by its name.
enum Catalogue {
    /// How an operation is made; what that costs is not counted.
    typealias Maker = @Sendable () throws -> any Operation

    /// In the order of a call.
    static let operations: [(name: String, make: Maker)] = [
        ("parse-request-wrk", { ParseRequestHead(RequestText.wrk) }),
        ("parse-request-client", { ParseRequestHead(RequestText.client) }),
        ("match-10-routes", { MatchRoute(try Bench.routes(10)) }),
        ("match-10000-routes", { MatchRoute(try Bench.routes(10_000)) }),
        ("token-cache-hit", step(RequestText.wrk) { $0.findToken($1) }),
        ("decide-cached", step(RequestText.wrk) { $0.decide($1, now: KnownToken.now) }),
        ("forward-head-wrk", step(RequestText.wrk) { $0.writeForwardedHead($1) }),
        ("forward-head-client", step(RequestText.client) { $0.writeForwardedHead($1) }),
        ("parse-response", { ParseResponseHead(RequestText.response) }),
        ("respond-head", { try WriteResponseHead(RequestText.response, steps: Bench.steps(RequestText.wrk)) }),
        ("log-line", step(RequestText.wrk) { $0.writeLogLine($1) }),
        ("whole-call-wrk", { try WholeCall(RequestText.wrk) }),
        ("whole-call-client", { try WholeCall(RequestText.client) }),
    ]

    private static func step(_ text: String, _ step: @escaping @Sendable (CallSteps, Int) -> Int) -> Maker {
        { StepOperation(steps: try Bench.steps(text), step: step) }
    }
}
