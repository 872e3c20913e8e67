package import Registry
import Signing

/// Makes, opens and replaces signing keys as a policy asks for.
///
/// The pure part is ``KeySchedule``. What it decides is decided inside the store's transaction, so that of several processes
/// that find a key due at once one makes it and the others find it made.
package struct KeyMaker: Sendable {
    private let store: any KeyStore
    private let source: MasterKeySource
    private let policy: KeyPolicy

    /// - Parameters:
    ///   - masterKey: where the key comes from that the keys are sealed under.
    ///   - policy: what the configuration asks for.
    package init(_ store: any KeyStore, masterKey source: MasterKeySource, policy: KeyPolicy) {
        self.store = store
        self.source = source
        self.policy = policy
    }

    /// Does what is due now, the first key included, and opens every key that then stands.
    ///
    /// - Parameters:
    ///   - origin: when, and for whom the changes are noted.
    ///   - before: a ring whose keys need not be opened again.
    package func ring(_ origin: ChangeOrigin, reusing before: KeyRing? = nil) async throws(KeyRingError) -> KeyRing {
        var view = try await keys()
        let masterKey = try source.masterKey(sealedCount: view.keys.count)
        // What stands must open before anything is added.
        if !view.keys.isEmpty { _ = try open(view, masterKey, before) }
        var spare: StoredKey?
        // Each round makes what the one before found missing; others that change keys meanwhile can cost a round.
        for _ in 0..<8 {
            let upkeep = KeySchedule(view.keys).upkeep(at: origin.time, policy, spare: spare)
            if upkeep.needsKey { spare = try makeKey(masterKey, origin.time) }
            guard upkeep.needsKey || !upkeep.changes.isEmpty else { break }
            view = try await change(origin) { [policy, spare] schedule in
                (schedule.upkeep(at: origin.time, policy, spare: spare).changes, ())
            }.view
            if let made = spare?.id, view.keys.contains(where: { $0.id == made }) { spare = nil }
        }
        return try open(view, masterKey, before)
    }

    /// Has another key sign, now or when everybody can know it; where there is none yet, makes the first.
    package func rotate(
        _ origin: ChangeOrigin, isImmediate: Bool
    ) async throws(KeyRingError) -> (view: KeyView, key: StoredKey, isNew: Bool) {
        let isFirst = try await keys().keys.isEmpty
        let ring = try await ring(origin)
        if isFirst, let first = ring.schedule.keys.first {
            return (KeyView(sequence: ring.sequence, keys: ring.schedule.keys), first, true)
        }
        let masterKey = try source.masterKey(sealedCount: ring.schedule.keys.count)
        var spare: StoredKey?
        for _ in 0..<8 {
            let (view, rotation) = try await change(origin) { [policy, spare] schedule in
                schedule.rotation(at: origin.time, policy, isImmediate: isImmediate, spare: spare)
            }
            switch rotation {
            case .scheduled(let key, let isNew): return (view, key, isNew)
            case .needsKey: spare = try makeKey(masterKey, origin.time)
            }
        }
        throw .noKey
    }

    private func open(_ view: KeyView, _ masterKey: MasterKey, _ before: KeyRing?) throws(KeyRingError) -> KeyRing {
        try KeyRing(view, masterKey, maxAge: policy.publishedMaxAge, reusing: before)
    }

    private func keys() async throws(KeyRingError) -> KeyView {
        do throws(StoreFailure) {
            return try await store.keys()
        } catch {
            throw .store(error)
        }
    }

    private func change<Answer: Sendable>(
        _ origin: ChangeOrigin, _ decide: @escaping @Sendable (KeySchedule) -> (changes: [KeyChange], answer: Answer)
    ) async throws(KeyRingError) -> (view: KeyView, answer: Answer) {
        do throws(StoreFailure) {
            return try await store.changeKeys(by: origin) { decide(KeySchedule($0)) }
        } catch {
            throw .store(error)
        }
    }

    private func makeKey(_ masterKey: MasterKey, _ now: Int64) throws(KeyRingError) -> StoredKey {
        guard let algorithm = SigningAlgorithm(rawValue: policy.algorithm) else {
            throw .unknownPolicy(algorithm: policy.algorithm)
        }
        do throws(SigningError) {
            return try SealedKey.make(algorithm, under: masterKey, at: now)
        } catch {
            throw .cannotMake(error)
        }
    }
}
