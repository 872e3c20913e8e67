import Accounts
import HTTPServer
import Management
import Registry
import SQLiteStore
import Synchronization
import Testing

/// An export is made while it is taken.
@Suite struct AuditExportTests {
    /// A plaza whose audit is read in two parts: a part ends behind 256 KiB of changes.
    private func open() async throws -> (plaza: Plaza, ada: Plaza.Browser) {
        let plaza = try Plaza.open()
        let ada = try await plaza.person("ada")
        for number in 0..<30 {
            _ = try await plaza.store.addMerchant(
                NewMerchant(
                    id: AccountMaker().merchantID(), name: "Merchant \(number)",
                    allowedScopes: (0..<500).compactMap { Scope("transactions:operation\($0)") }), once: nil,
                by: plaza.origin)
        }
        return (plaza, ada)
    }

    private func export(_ plaza: Plaza, _ ada: Plaza.Browser, log: @escaping @Sendable (String) -> Void) async throws
        -> WholeStream
    {
        var services = plaza.services
        services.log = log
        let response = await ManagementAPI(services).respond(
            to: WholeRequest(
                method: "GET", path: "/api/v1/audit/export",
                fields: [("Host", "127.0.0.1:8081"), ("Cookie", "tollgate_session=\(ada.cookie)")],
                peer: "127.0.0.1:50000"))
        #expect(response.status == 200 && response.content.isEmpty)
        return try #require(response.stream)
    }

    @Test func `the content comes in pieces of 64 KiB at most, and together they are the whole`() async throws {
        let (plaza, ada) = try await open()
        let stream = try await export(plaza, ada) { Issue.record("\($0)") }
        #expect(!stream.isEndless)
        let pieces = Mutex<[[UInt8]]>([])
        try await stream.produce(
            WholeWriter { piece in
                pieces.withLock { $0.append(piece) }
                return true
            })
        let sizes = pieces.withLock { $0.map(\.count) }
        #expect(sizes.count > 3 && sizes.allSatisfy { $0 > 0 && $0 <= 64 * 1024 })
        let whole = pieces.withLock { Array($0.joined()) }
        #expect(await plaza.ask("GET", "/audit/export", by: ada).response.content == whole)
        let entries = try await plaza.store.lastAuditSequence()
        #expect(whole.split(separator: 0x0A).count == Int(entries))
    }

    @Test func `the entries are those up to the moment at which it was asked for`() async throws {
        let (plaza, ada) = try await open()
        let entries = try await plaza.store.lastAuditSequence()
        let stream = try await export(plaza, ada) { Issue.record("\($0)") }
        _ = try await plaza.register("Till", owner: "Bakery", by: ada)
        let lines = Mutex(0)
        try await stream.produce(
            WholeWriter { piece in
                lines.withLock { $0 += piece.count { $0 == 0x0A } }
                return true
            })
        #expect(lines.withLock { $0 } == Int(entries))
        #expect(try await plaza.store.lastAuditSequence() > entries)
    }

    @Test func `where the store fails in the middle, the content breaks off and the operator is told why`() async throws
    {
        let (plaza, ada) = try await open()
        let said = Mutex<[String]>([])
        let stream = try await export(plaza, ada) { words in said.withLock { $0.append(words) } }
        let pieces = Mutex(0)
        await #expect(throws: StoreFailure.self) {
            try await stream.produce(
                WholeWriter { _ in
                    pieces.withLock { $0 += 1 }
                    try? plaza.store.close()
                    return true
                })
        }
        #expect(pieces.withLock { $0 } > 0)
        #expect(said.withLock { $0.count == 1 && $0[0].hasPrefix("an export of the audit broke off: ") })
    }

    @Test func `a client that wants no more is nobody's business`() async throws {
        let (plaza, ada) = try await open()
        let stream = try await export(plaza, ada) { Issue.record("\($0)") }
        await #expect(throws: WholeStreamEnded.self) { try await stream.produce(WholeWriter { _ in false }) }
    }
}
