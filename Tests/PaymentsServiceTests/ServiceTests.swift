import Foundation
import HTTPServer
import Testing

@testable import PaymentsService

/// Over a real socket, with curl.
@Suite struct ServiceTests {
    private func withService(_ body: (WholeServer, String) async throws -> Void) async throws {
        let address = try #require(ListenAddress.parse("127.0.0.1:0"))
        let api = PaymentsAPI(ledger: Ledger(seed: .demonstration))
        let service = try WholeServer.payments(at: address) { api.respond(to: $0, at: 0) }
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
        let content = String(repeating: "x", count: WholeServer.paymentLimit + 1)
        try await withService { _, base in
            for framing in ["Content-Length: \(content.utf8.count)", "Transfer-Encoding: chunked"] {
                let answer = try await Curl.run(base + "/transactions", framing, content: content)
                #expect(answer == Curl.Answer(status: 413, type: "application/problem+json"))
            }
        }
    }

    /// Content that went on arriving after the refusal had the connection reset, and with it the refusal lost.
    @Test(arguments: [1, 10]) func `a refusal outlives the content that follows it`(pieces: Int) async throws {
        let limit = WholeServer.paymentLimit
        let message =
            "POST /transactions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "\(String(limit, radix: 16))\r\n" + String(repeating: "x", count: limit) + "\r\n"
            + String(repeating: "1\r\nx\r\n", count: pieces) + "0\r\n\r\n"
        try await withService { service, _ in
            let reply = try RawClient.send(message, to: service.address.port)
            #expect(reply.text.hasPrefix("HTTP/1.1 413 "))
            #expect(!reply.isReset)
        }
    }

    @Test func `content at the limit is read`() async throws {
        let content = String(repeating: "x", count: WholeServer.paymentLimit)
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
