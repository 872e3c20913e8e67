import ControlSocket
import Foundation
import Testing

@Suite struct KeysCommandTests {
    private let cli: CommandLineRun

    /// A store with an application and no key.
    init() async throws {
        cli = try CommandLineRun()
        _ = try await cli.register()
    }

    private func keys() async throws -> [[String: String]] {
        let result = try await cli.run("keys", "list", "--json")
        let parsed = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        return try #require(parsed as? [[String: String]])
    }

    @Test func `where there is no key that is said, and rotating makes the first`() async throws {
        let none = try await cli.run("keys", "list")
        #expect(none.output == "There is no signing key; `tollgate serve` makes the first when it starts.\n")
        #expect(try await keys() == [])
        let made = try await cli.run("keys", "rotate")
        #expect(made.status == 0)
        let key = try #require(try await keys().first)
        #expect(try await keys().map { $0["state"] } == ["signing"])
        #expect(made.output.hasPrefix("Made the ES256 key \(key["keyId"] ?? "").\nIt signs now. "))
        #expect(made.output.hasSuffix("No gateway is serving from data; the next one will start with it.\n"))
    }

    @Test func `a new key waits, and signs at once where that is asked for`() async throws {
        _ = try await cli.run("keys", "rotate")
        let made = try await cli.run("keys", "rotate")
        #expect(made.output.contains("It is published now, and signs from 2"))
        let waiting = try await keys()
        #expect(waiting.map { $0["state"] } == ["signing", "next"])
        let again = try await cli.run("keys", "rotate", "--json").json()
        #expect(again["changed"] as? Bool == false)
        #expect(again["keyId"] as? String == waiting[1]["keyId"])
        let now = try await cli.run("keys", "rotate", "--now")
        #expect(now.output.hasPrefix("The ES256 key \(waiting[1]["keyId"] ?? "") was next.\nIt signs now. "))
        let keys = try await keys()
        #expect(keys.map { $0["state"] } == ["retiring", "signing"])
        #expect(keys.map { $0["retiresAt"] != nil } == [true, false])
        let table = try await cli.run("keys", "list").output.split(separator: "\n")
        #expect(table.first?.split(separator: "  ", omittingEmptySubsequences: true).count == 5)
        #expect(table.count == 3)
    }

    @Test func `retiring needs a yes where nobody can be asked, and says what ends when`() async throws {
        _ = try await cli.run("keys", "rotate")
        _ = try await cli.run("keys", "rotate", "--now")
        let old = try #require(try await keys().first)
        let id = try #require(old["keyId"])
        let silent = try await cli.run("keys", "retire", id)
        #expect(silent.status == 1)
        #expect(
            silent.errors
                == "Error: tokens signed by \(id) are good until \(old["retiresAt"] ?? ""), and would end now; give --yes where "
                + "nobody can be asked\n")
        #expect(try await keys().count == 2)
        let done = try await cli.run("keys", "retire", id, "--yes")
        #expect(done.status == 0)
        #expect(done.output.hasPrefix("Retired \(id). Tokens that it signed, the last of them good until 2"))
        let signing = try #require(try await keys().first?["keyId"])
        let refused = try await cli.run("keys", "retire", signing, "--yes")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("is the key that signs, so it cannot be retired; `tollgate keys rotate --now`"))
        #expect(try await keys().count == 1)
    }

    @Test func `a command waits until the serving gateway has the keys`() async throws {
        let server = try ControlServer(folder: cli.path + "/data") { request in
            if case .keys(let sequence) = request { sequence } else { 0 }
        }
        let result = try await cli.run("keys", "rotate")
        #expect(result.status == 0)
        #expect(result.output.hasSuffix("The serving gateway has it (change 1).\n"))
        server.stop()
        let behind = try ControlServer(folder: cli.path + "/data") { $0.sequence - 1 }
        let unconfirmed = try await cli.run("keys", "rotate", "--json")
        #expect(unconfirmed.status == 75)
        #expect(try (unconfirmed.json()["gateway"] as? [String: Any])?["state"] as? String == "unconfirmed")
        behind.stop()
    }
}
