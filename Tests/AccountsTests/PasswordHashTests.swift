import Signing
import Synchronization
import Testing

@testable import Accounts

@Suite struct PasswordHashTests {
    /// A thousandth of what it costs in use.
    private static func cheap() throws -> Scrypt.Cost {
        try #require(Scrypt.Cost(logN: 10, blockSize: 1, parallelism: 1))
    }

    @Test func `a hash is written and read as the PHC string format has it`() throws {
        let salt = [UInt8](0..<16)
        let hash = PasswordHash(cost: PasswordHasher.usualCost, salt: salt, hash: [UInt8](repeating: 0xFB, count: 32))
        #expect(
            hash.text
                == "$scrypt$ln=15,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s")
        #expect(PasswordHash(hash.text) == hash)
    }

    @Test(arguments: [
        ("scrypt", "argon2"), ("ln=15", "ln=30"), ("ln=15", "ln=x"), ("r=8", "r=800"), ("p=1", "p=0"), ("AAEC", "A=EC"),
        (",p=1", ""), ("$scrypt", "scrypt"), ("+/v7", ""),
    ])
    func `what is no such string is no hash`(part: String, broken: String) throws {
        let text = "$scrypt$ln=15,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s"
        let range = try #require(text.firstRange(of: part))
        var changed = text
        changed.replaceSubrange(range, with: broken)
        #expect(PasswordHash(changed) == nil)
        #expect(PasswordHash(text) != nil)
    }

    @Test func `the right password verifies, another does not, and none never does`() async throws {
        let hasher = PasswordHasher(cost: try Self.cheap())
        let hash = try await hasher.hash("correct horse")
        #expect(try await hasher.verify("correct horse", against: hash))
        #expect(try await !hasher.verify("correct horsf", against: hash))
        #expect(try await !hasher.verify("correct horse", against: nil))
        #expect(try await hasher.hash("correct horse") != hash)
    }

    @Test func `a hash of another cost verifies by its own`() async throws {
        let old = try await PasswordHasher(cost: try Self.cheap()).hash("correct horse")
        let cost = try #require(Scrypt.Cost(logN: 11, blockSize: 2, parallelism: 2))
        #expect(try await PasswordHasher(cost: cost).verify("correct horse", against: old))
    }

    @Test func `so many derivations run at once and wait, and what comes beyond is refused at once`() async throws {
        let hasher = PasswordHasher(cost: PasswordHasher.usualCost, mostAtOnce: 1, mostWaiting: 2)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<12 {
                group.addTask { (try? await hasher.hash("x")) != nil }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        // One runs and two wait. Another gets in for each that ends before the last has come.
        #expect(outcomes.filter { $0 }.count >= 3)
        #expect(outcomes.contains(false))
        #expect(try await hasher.verify("x", against: hasher.hash("x")))
    }

    @Test func `what is printed of a hash does not show it`() throws {
        let hash = PasswordHash(cost: PasswordHasher.usualCost, salt: [1], hash: [2])
        #expect("\(hash)" == "PasswordHash")
        var dumped = ""
        dump(hash, to: &dumped)
        #expect(!dumped.contains("salt"))
    }
}
