import Foundation
import HTTPServer
import Testing

@testable import TokenEndpoint

/// How long the endpoint itself works on failures, without a network to hide behind. `Benchmarks/guessing-time` measures
/// what a client sees.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["TOLLGATE_SLOW"] != nil, "takes long; set TOLLGATE_SLOW"))
struct GuessingTimeTests {
    private static let count = 10_000

    private func request(_ id: String, _ secret: String) -> WholeRequest {
        WholeRequest(
            method: "POST", path: "/oauth/token", fields: [TokenDesk.basic(id, secret), TokenDesk.form],
            content: Array(TokenDesk.grant.utf8), peer: "192.0.2.1:4711")
    }

    @Test func `an unknown client, a wrong secret and one that has ended take the same time`() throws {
        let desk = try TokenDesk(
            guesses: GuessLimiter(GuessLimits(perClient: 1_000_000, perAddress: 1_000_000)))
        // Ids and secrets of one length; the two "wrong" show what chance does.
        let wrong = String(repeating: "w", count: TokenDesk.ended.utf8.count)
        let kinds = [
            ("wrong secret", request("app_aged", wrong)), ("wrong secret again", request("app_aged", wrong)),
            ("unknown client", request("app_none", wrong)), ("ended secret", request("app_aged", TokenDesk.ended)),
        ]
        var taken = kinds.map { _ in [Int64]() }
        let clock = ContinuousClock()
        for turn in 0..<(Self.count + 500) {
            for kind in kinds.indices.shuffled() {
                let duration = clock.measure { _ = desk.endpoint.answer(to: kinds[kind].1, at: TokenDesk.now) }
                if turn >= 500 { taken[kind].append(duration.components.attoseconds / 1_000_000_000) }
            }
        }
        let quantiles = taken.map { values in
            let sorted = values.sorted()
            return [0.1, 0.5, 0.9, 0.99].map { sorted[Int(Double(sorted.count) * $0)] }
        }
        for (kind, values) in zip(kinds, quantiles) { print("ns p10 p50 p90 p99:", kind.0, values) }
        let base = Double(quantiles[0][1])
        for values in quantiles.dropFirst() {
            #expect(abs(Double(values[1]) - base) < base * 0.05, "\(quantiles.map { $0[1] })")
        }
    }
}
