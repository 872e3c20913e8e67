import Foundation
import JSONWebToken
import Registry
import Signing
import Synchronization
import Testing

@testable import TokenEndpoint

/// A store of keys that lives in memory.
private final class MemoryKeys: KeyStore {
    private let rows: Mutex<[StoredKey]>
    /// What another process stores just before our first key.
    private let rival: StoredKey?

    init(_ rows: [StoredKey] = [], rival: StoredKey? = nil) {
        self.rows = Mutex(rows)
        self.rival = rival
    }

    func keys() async throws(StoreFailure) -> [StoredKey] { rows.withLock { $0 } }

    func insertFirst(_ key: StoredKey) async throws(StoreFailure) -> [StoredKey] {
        rows.withLock { rows in
            if let rival { rows.append(rival) }
            if rows.isEmpty { rows.append(key) }
            return rows
        }
    }

    func insert(_ key: StoredKey) async throws(StoreFailure) { rows.withLock { $0.append(key) } }
}

@Suite struct KeyRingTests {
    private static let text = Base64URL.encode([UInt8](repeating: 7, count: 32))
    private static let source = MasterKeySource.text(text, name: "TOLLGATE_MASTER_KEY")

    private static func masterKey() throws -> MasterKey { try MasterKey(text: text, source: "test") }

    private static func row(_ algorithm: SigningAlgorithm, at time: Int64) throws -> StoredKey {
        try SealedKey.seal(PrivateKey.generate(algorithm), under: masterKey(), at: time)
    }

    private static func open(
        _ store: MemoryKeys, _ source: MasterKeySource = source, _ algorithm: SigningAlgorithm = .es256
    ) async throws(KeyRingError) -> KeyRing {
        try await KeyRing.open(store, masterKey: source, algorithm: algorithm, at: 50)
    }

    @Test(arguments: SigningAlgorithm.allCases)
    func `the first key is made once, and the same afterwards`(algorithm: SigningAlgorithm) async throws {
        let store = MemoryKeys()
        let first = try await Self.open(store, Self.source, algorithm)
        let second = try await Self.open(store, Self.source, algorithm)
        let rows = try await store.keys()
        #expect(rows.map(\.id) == [first.signingKey.keyID])
        #expect(rows.map(\.algorithm) == [algorithm.rawValue])
        #expect(rows.map(\.createdAt) == [50])
        #expect(second.signingKey.keyID == first.signingKey.keyID)
        #expect(second.keySet.keys.map(\.webKey.keyID) == [first.signingKey.keyID])
    }

    @Test func `what is stored is not the key`() async throws {
        let store = MemoryKeys()
        let ring = try await Self.open(store)
        let plain = try ring.signingKey.privateKey.pkcs8()
        let sealed = try #require(try await store.keys().first).sealed
        #expect(sealed.count == plain.count + 29)
        #expect(!sealed.contains(plain.prefix(16)))
    }

    @Test func `the newest key signs, and all verify`() async throws {
        let rows = try [
            Self.row(.es256, at: 20), Self.row(.es256, at: 30), Self.row(.rs256, at: 40), Self.row(.es256, at: 10),
        ]
        let ring = try await Self.open(MemoryKeys(rows))
        #expect(ring.signingKey.keyID == rows[1].id)
        #expect(ring.keySet.keys.map(\.webKey.keyID) == rows.map(\.id))
        let other = try await Self.open(MemoryKeys(rows), Self.source, .rs256)
        #expect(other.signingKey.keyID == rows[2].id)
    }

    @Test func `of two keys of one second the later row signs`() async throws {
        let rows = try [Self.row(.es256, at: 20), Self.row(.es256, at: 20)]
        #expect(try await Self.open(MemoryKeys(rows)).signingKey.keyID == rows[1].id)
    }

    @Test func `another algorithm gets a key of its own beside the old ones`() async throws {
        let old = try Self.row(.es256, at: 20)
        let ring = try await Self.open(MemoryKeys([old]), Self.source, .rs256)
        #expect(ring.signingKey.privateKey.algorithm == .rs256)
        #expect(ring.keySet.keys.map(\.webKey.keyID) == [old.id, ring.signingKey.keyID])
    }

    @Test func `where another process was first its key is used`() async throws {
        let rival = try Self.row(.es256, at: 20)
        let ring = try await Self.open(MemoryKeys(rival: rival))
        #expect(ring.signingKey.keyID == rival.id)
        #expect(ring.keySet.keys.count == 1)
        let other = try await Self.open(MemoryKeys(rival: rival), Self.source, .rs256)
        #expect(other.keySet.keys.map(\.webKey.keyID) == [rival.id, other.signingKey.keyID])
    }

    @Test func `a row that cannot be opened stops everything, and says which and why`() async throws {
        let good = try Self.row(.es256, at: 20)
        let other = try Self.row(.es256, at: 30)
        func copy(id: String? = nil, algorithm: String? = nil, sealed: [UInt8]? = nil) -> StoredKey {
            StoredKey(
                id: id ?? good.id, algorithm: algorithm ?? good.algorithm, sealed: sealed ?? good.sealed, createdAt: 20)
        }
        var changed = good.sealed
        changed[20] ^= 1
        let faults: [(StoredKey, KeyRingError)] = [
            (copy(sealed: changed), .cannotOpen(keyID: good.id)), (copy(sealed: []), .cannotOpen(keyID: good.id)),
            (copy(sealed: other.sealed), .cannotOpen(keyID: good.id)),
            (copy(id: other.id), .cannotOpen(keyID: other.id)),
            (copy(algorithm: "RS256"), .cannotOpen(keyID: good.id)),
            (copy(algorithm: "ES999"), .unknownAlgorithm(keyID: good.id, algorithm: "ES999")),
        ]
        for (row, error) in faults {
            await #expect(throws: error) { try await Self.open(MemoryKeys([other, row])) }
            #expect(error.message.hasPrefix("signing key \(row.id): "))
        }
        #expect(try await Self.open(MemoryKeys([other, good])).keySet.keys.count == 2)
    }

    @Test func `a row under our seal that holds another key is told apart`() async throws {
        let key = try PrivateKey.generate(.es256)
        let context = Array("tollgate signing key\nES256\nelse".utf8)
        func row(_ content: [UInt8]) throws -> StoredKey {
            let sealed = try Self.masterKey().seal(content, context: context)
            return StoredKey(id: "else", algorithm: "ES256", sealed: sealed, createdAt: 1)
        }
        let wrong = try row(key.pkcs8())
        await #expect(throws: KeyRingError.wrongKey(keyID: "else", holds: key.publicKey.webKey.keyID)) {
            try await Self.open(MemoryKeys([wrong]))
        }
        let noKey = try row([1, 2, 3])
        let error = await #expect(throws: KeyRingError.self) { try await Self.open(MemoryKeys([noKey])) }
        guard case .unusable("else", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `another master key opens nothing`() async throws {
        let row = try Self.row(.es256, at: 20)
        let other = MasterKeySource.text(Base64URL.encode([UInt8](repeating: 8, count: 32)), name: "OTHER")
        await #expect(throws: KeyRingError.cannotOpen(keyID: row.id)) { try await Self.open(MemoryKeys([row]), other) }
        #expect(try await Self.open(MemoryKeys([row])).signingKey.keyID == row.id)
    }

    // MARK: The master key's file

    @Test func `the default file is made where nothing was sealed, and then kept`() async throws {
        try await inFolder { folder in
            let path = folder + "/keys/master.key"
            let store = MemoryKeys()
            let ring = try await Self.open(store, .defaultFile(path))
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(try await Self.open(store, .defaultFile(path)).signingKey.keyID == ring.signingKey.keyID)
            #expect(try await Self.open(store, .file(path)).signingKey.keyID == ring.signingKey.keyID)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
    }

    @Test func `no new master key is made where keys are sealed under a lost one`() async throws {
        try await inFolder { folder in
            let path = folder + "/keys/master.key"
            let store = MemoryKeys()
            _ = try await Self.open(store, .defaultFile(path))
            try FileManager.default.removeItem(atPath: path)
            for source in [MasterKeySource.defaultFile(path), .file(path)] {
                let error = await #expect(throws: KeyRingError.self) { try await Self.open(store, source) }
                #expect(error == .masterKeyLost(source: path, sealedCount: 1))
                #expect(
                    error?.message.hasPrefix("\(path): the master key is gone, and the store holds 1 signing key")
                        == true)
            }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func `a file that is named is never made`() async throws {
        try await inFolder { folder in
            let path = folder + "/named.key"
            await #expect(throws: KeyRingError.masterKey(MasterKeyError(source: path, fault: .missing))) {
                try await Self.open(MemoryKeys(), .file(path))
            }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func `a master key in the environment that is none is refused by name, unrepeated`() async throws {
        let source = MasterKeySource.text("hunter2", name: "TOLLGATE_MASTER_KEY")
        let error = await #expect(throws: KeyRingError.self) { try await Self.open(MemoryKeys(), source) }
        #expect(error?.message.contains("TOLLGATE_MASTER_KEY") == true)
        var dumped = ""
        dump(source, to: &dumped)
        for text in [error?.message ?? "", "\(source)", String(reflecting: source), dumped] {
            #expect(!text.contains("hunter2"))
        }
    }

    private func inFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }
}
