import Foundation
import HTTPServer
import Testing

@testable import PaymentsService

/// Over a real socket, with curl.
@Suite struct ServiceTests {
    private func withService(_ body: (Service, String) async throws -> Void) async throws {
        let address = try #require(ListenAddress.parse("127.0.0.1:0"))
        let api = PaymentsAPI(ledger: Ledger(seed: .demonstration))
        let service = try Service(at: address) { api.respond(to: $0, at: 0) }
        do {
            try await body(service, "http://\(service.address)")
        } catch {
            service.stop(patience: 100)
            throw error
        }
        service.stop(patience: 100)
    }

    @Test func `a free port is taken and said`() async throws {
        try await withService { service, base in
            #expect(service.address.port != 0)
            let answer = try await Curl.run(base + "/health")
            #expect(answer == Curl.Answer(status: 200, type: "application/json"))
        }
    }

    @Test func `content over the limit is refused however it is framed`() async throws {
        let content = String(repeating: "x", count: LoopHandler.contentLimit + 1)
        try await withService { _, base in
            for framing in ["Content-Length: \(content.utf8.count)", "Transfer-Encoding: chunked"] {
                let answer = try await Curl.run(base + "/transactions", framing, content: content)
                #expect(answer == Curl.Answer(status: 413, type: "application/problem+json"))
            }
        }
    }

    @Test func `content at the limit is read`() async throws {
        let content = String(repeating: "x", count: LoopHandler.contentLimit)
        try await withService { _, base in
            for framing in ["Content-Length: \(content.utf8.count)", "Transfer-Encoding: chunked"] {
                let answer = try await Curl.run(base + "/transactions", framing, content: content)
                #expect(answer.status == 400)
            }
        }
    }

    @Test func `a message that cannot be understood is refused as a problem`() async throws {
        try await withService { _, base in
            let answer = try await Curl.run(base + "/health", "Content-Length: 010")
            #expect(answer == Curl.Answer(status: 400, type: "application/problem+json"))
        }
    }

    @Test func `after it has stopped nobody listens`() async throws {
        var base = ""
        try await withService { _, url in base = url }
        let answer = try await Curl.run(base + "/health")
        #expect(answer.status == 0)
    }
}
