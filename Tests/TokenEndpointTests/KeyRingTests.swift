import Foundation
import JSONWebToken
import Registry
import Signing
import Synchronization
import Testing

@testable import TokenEndpoint

/// A store of keys that lives in memory.
final class MemoryKeys: KeyStore {
    private let stored: Mutex<KeyView>
    /// What another process stores just before our first key.
    private let rival: StoredKey?

    init(_ rows: [StoredKey] = [], rival: StoredKey? = nil) {
        stored = Mutex(KeyView(sequence: Int64(rows.count), keys: rows))
        self.rival = rival
    }

    func keys() async throws(StoreFailure) -> KeyView { stored.withLock { $0 } }

    func keySequence() async throws(StoreFailure) -> Int64 { stored.withLock { $0.sequence } }

    func changeKeys<Answer: Sendable>(
        by origin: ChangeOrigin, _ decide: @escaping @Sendable ([StoredKey]) -> (changes: [KeyChange], answer: Answer)
    ) async throws(StoreFailure) -> (view: KeyView, answer: Answer) {
        stored.withLock { view in
            var keys = view.keys
            if let rival, !keys.contains(where: { $0.id == rival.id }) { keys.append(rival) }
            let decision = decide(keys)
            for change in decision.changes { change.apply(to: &keys) }
            view = KeyView(sequence: view.sequence + Int64(decision.changes.count), keys: keys)
            return (view, decision.answer)
        }
    }
}

@Suite struct KeyRingTests {
    private static let text = Base64URL.encode([UInt8](repeating: 7, count: 32))
    private static let source = MasterKeySource.text(text, name: "TOLLGATE_MASTER_KEY")

    private static func masterKey() throws -> MasterKey { try MasterKey(text: text, source: "test") }

    private static func row(_ algorithm: SigningAlgorithm, at time: Int64) throws -> StoredKey {
        var row = try SealedKey.make(algorithm, under: masterKey(), at: time)
        row.longestLifetime = 1_000
        return row
    }

    private static func open(
        _ store: MemoryKeys, _ source: MasterKeySource = source, _ algorithm: SigningAlgorithm = .es256,
        at now: Int64 = 50, rotateEvery: Int64? = nil
    ) async throws(KeyRingError) -> KeyRing {
        try await maker(store, source, algorithm, rotateEvery: rotateEvery).ring(ChangeOrigin(time: now, who: "test"))
    }

    private static func maker(
        _ store: MemoryKeys, _ source: MasterKeySource = source, _ algorithm: SigningAlgorithm = .es256,
        rotateEvery: Int64? = nil
    ) -> KeyMaker {
        let policy = KeyPolicy(algorithm: algorithm.rawValue, rotateEvery: rotateEvery, tokenLifetime: 100)
        return KeyMaker(store, masterKey: source, policy: policy)
    }

    @Test(arguments: SigningAlgorithm.allCases)
    func `the first key is made once, and the same afterwards`(algorithm: SigningAlgorithm) async throws {
        let store = MemoryKeys()
        let first = try await Self.open(store, Self.source, algorithm)
        let second = try await Self.open(store, Self.source, algorithm)
        let rows = try await store.keys().keys
        #expect(rows.map(\.id) == [first.signingKey(at: 50).keyID])
        #expect(rows.map(\.algorithm) == [algorithm.rawValue])
        #expect(rows.map(\.createdAt) == [50])
        #expect(second.signingKey(at: 50).keyID == first.signingKey(at: 50).keyID)
        #expect(second.keySet.keys.map(\.webKey.keyID) == [first.signingKey(at: 50).keyID])
    }

    @Test func `what is stored is not the key`() async throws {
        let store = MemoryKeys()
        let ring = try await Self.open(store)
        let plain = try ring.signingKey(at: 50).privateKey.pkcs8()
        let sealed = try #require(try await store.keys().keys.first).sealed
        #expect(sealed.count == plain.count + 29)
        #expect(!sealed.contains(plain.prefix(16)))
    }

    @Test func `the key whose time has come signs, and all verify`() async throws {
        let rows = try [Self.row(.es256, at: 20), Self.row(.es256, at: 55), Self.row(.es256, at: 10)]
        let ring = try await Self.open(MemoryKeys(rows))
        for (now, index) in [(0, 2), (10, 2), (20, 0), (54, 0), (55, 1), (99, 1)] as [(Int64, Int)] {
            #expect(ring.signingKey(at: now).keyID == rows[index].id, "at \(now)")
        }
        #expect(Set(ring.keySet.keys.map(\.webKey.keyID)) == Set(rows.map(\.id)))
    }

    @Test func `another algorithm gets a key of its own, published before it signs`() async throws {
        let old = try Self.row(.es256, at: 20)
        let ring = try await Self.open(MemoryKeys([old]), Self.source, .rs256)
        #expect(ring.signingKey(at: 649).keyID == old.id)
        #expect(ring.signingKey(at: 650).privateKey.algorithm == .rs256)
        #expect(ring.keySet.keys.map(\.webKey.keyID) == [old.id, ring.signingKey(at: 650).keyID])
    }

    @Test func `where another process was first its key is used`() async throws {
        let rival = try Self.row(.es256, at: 20)
        let ring = try await Self.open(MemoryKeys(rival: rival))
        #expect(ring.signingKey(at: 50).keyID == rival.id)
        #expect(ring.keySet.keys.count == 1)
        let other = try await Self.open(MemoryKeys(rival: rival), Self.source, .rs256)
        #expect(other.keySet.keys.map(\.webKey.algorithm) == [.es256, .rs256])
    }

    @Test func `keys follow one another by themselves, and old ones go`() async throws {
        let store = MemoryKeys()
        let first = try await Self.open(store, at: 0, rotateEvery: 2_000)
        let early = try await Self.open(store, at: 1_399, rotateEvery: 2_000)
        #expect(early.sequence == first.sequence)
        let second = try await Self.open(store, at: 1_400, rotateEvery: 2_000)
        #expect(second.keySet.keys.count == 2)
        #expect(second.signingKey(at: 1_999).keyID == first.signingKey(at: 0).keyID)
        #expect(second.signingKey(at: 2_000).keyID != first.signingKey(at: 0).keyID)
        let last = try await Self.open(store, at: 2_105, rotateEvery: 2_000)
        #expect(last.keySet.keys.map(\.webKey.keyID) == [second.signingKey(at: 2_000).keyID])
        #expect(last.published.entityTag != second.published.entityTag)
    }

    @Test func `rotating has a new key sign, when asked at once, and the old one verify`() async throws {
        for (isImmediate, time) in [(true, 60), (false, 660)] as [(Bool, Int64)] {
            let store = MemoryKeys()
            let first = try await Self.open(store).signingKey(at: 50)
            let origin = ChangeOrigin(time: 60, who: "test")
            let (view, key, isNew) = try await Self.maker(store).rotate(origin, isImmediate: isImmediate)
            #expect(isNew && key.signsFrom == time && view.keys.count == 2)
            let ring = try await Self.open(store, at: 60)
            #expect(ring.signingKey(at: time - 1).keyID == first.keyID)
            #expect(ring.signingKey(at: time).keyID == key.id)
            #expect(ring.keySet[first.keyID] != nil)
        }
    }

    @Test func `a key that stands is not opened again`() async throws {
        let store = MemoryKeys()
        let before = try await Self.open(store)
        _ = try await Self.maker(store).rotate(ChangeOrigin(time: 60, who: "test"), isImmediate: true)
        let ring = try await Self.maker(store).ring(ChangeOrigin(time: 60, who: "test"), reusing: before)
        #expect(ring.signingKey(at: 59).privateKey === before.signingKey(at: 50).privateKey)
        #expect(ring.signingKey(at: 60).privateKey !== before.signingKey(at: 50).privateKey)
    }

    @Test func `no key has a name that a command would take for an option`() throws {
        for _ in 0..<300 { #expect(try !Self.row(.es256, at: 0).id.hasPrefix("-")) }
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
        #expect(try await Self.open(MemoryKeys([row])).signingKey(at: 50).keyID == row.id)
    }

    // MARK: The master key's file

    @Test func `the default file is made where nothing was sealed, and then kept`() async throws {
        try await inFolder { folder in
            let path = folder + "/keys/master.key"
            let store = MemoryKeys()
            let ring = try await Self.open(store, .defaultFile(path))
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(
                try await Self.open(store, .defaultFile(path)).signingKey(at: 50).keyID == ring.signingKey(at: 50).keyID
            )
            #expect(try await Self.open(store, .file(path)).signingKey(at: 50).keyID == ring.signingKey(at: 50).keyID)
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
