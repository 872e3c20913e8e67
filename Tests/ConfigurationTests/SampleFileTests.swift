import Foundation
import JSONWebToken
import Policy
import Registry
import Testing

@testable import Configuration

/// The `gateway.json` that stands in the repository: what a newcomer starts with.
struct SampleFileTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "gateway.json")

    @Test func `the sample has no problem and serves what it shows`() throws {
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        let configuration = try decode(text)
        #expect(configuration.listeners.allSatisfy { $0.address.address?.isLoopback == true })
        #expect(configuration.audiences.flatMap(\.operations).count == 3)
        let answers =
            [
                ("GET", "/transactions", "transactions:read"), ("GET", "/transactions/17", "transactions:read"),
                ("POST", "/transactions", "transactions:create"),
                ("POST", "/transactions/17/refunds", "transactions:read transactions:refund"), ("GET", "/health", nil),
            ] as [(String, String, String?)]
        let verifier = configuration.makeVerifier(keys: try KeySet([]))
        let snapshot = configuration.makeSnapshot(registry: RegistryView(), verifier: verifier, revision: 1)
        for (method, path, scopes) in answers {
            let (methodBytes, pathBytes) = (Array(method.utf8), Array(path.utf8))
            let decision = snapshot.decide(
                method: methodBytes.span, host: Span<UInt8>(), path: pathBytes.span, credentials: .none, now: 0)
            #expect(
                decision == (scopes.map { .refused(.credentialsMissing(scopes: $0)) } ?? .allowed), "\(method) \(path)")
        }
    }
}
