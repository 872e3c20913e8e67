package import Registry

import GRDB

extension SQLiteStore: ApplicationStore {
    package func view() async throws(StoreError) -> RegistryView {
        try await reading { db in
            var view = RegistryView(sequence: try ChangeTable.latest(db))
            try ApplicationTable.forEach(db) { view.insert($0) }
            return view
        }
    }

    package func application(_ id: String) async throws(StoreError) -> Application? {
        try await reading { db in try ApplicationTable.find(db, id: id) }
    }

    package func applications(from number: Int64, limit: Int) async throws(StoreError) -> [Application] {
        try await reading { db in
            var page: [Application] = []
            let rows = try ApplicationRows(db, .from(number), limit: max(0, limit))
            while let application = try rows.next() { page.append(application) }
            return page
        }
    }

    package func versionedApplication(_ id: String) async throws(StoreError) -> VersionedApplication? {
        try await reading { db in
            guard let application = try ApplicationTable.find(db, id: id) else { return nil }
            return VersionedApplication(application: application, version: try ChangeTable.version(db, of: id))
        }
    }

    package func applications(
        matching query: ApplicationQuery
    ) async throws(StoreError) -> Page<VersionedApplication> {
        try await reading { db in try ApplicationSearch(query).page(db) }
    }

    package func changes(after sequence: Int64) async throws(StoreError) -> [RegistryChange] {
        try await reading { db in
            let latest = try ChangeTable.latest(db)
            guard sequence <= latest else { throw RegistryRefusal.aheadOfHistory(asked: sequence, latest: latest) }
            return try ChangeTable.changes(db, after: sequence)
        }
    }

    package func register(
        _ registration: Registration, if condition: ChangeCondition, once: OnceOnly?, by origin: ChangeOrigin
    ) async throws(StoreError) -> Creation<StoreOutcome> {
        try await writing { db in
            try ApplicationChanges.register(db, registration, if: condition, once: once, by: origin)
        }
    }

    package func edit(
        _ id: String, _ edit: ApplicationEdit, if condition: ChangeCondition, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome {
        try await change(id, .edited, if: condition, by: origin) { application throws(RegistryRefusal) in
            try application.edited(edit, at: origin.time)
        }
    }

    package func enable(
        _ id: String, if condition: ChangeCondition, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome {
        try await change(id, .enabled, if: condition, by: origin) { $0.enabled(true, at: origin.time) }
    }

    package func disable(
        _ id: String, if condition: ChangeCondition, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome {
        try await change(id, .disabled, if: condition, by: origin) { $0.enabled(false, at: origin.time) }
    }

    package func addSecret(
        _ id: String, _ secret: StoredSecret, othersEndAt: Int64?, if condition: ChangeCondition, once: OnceOnly?,
        by origin: ChangeOrigin
    ) async throws(StoreError) -> Creation<StoreOutcome> {
        try await writing { db in
            try ApplicationChanges.addSecret(db, id, once: once, if: condition, by: origin) {
                application throws(RegistryRefusal) in
                try application.adding(secret, othersEndAt: othersEndAt, at: origin.time)
            }
        }
    }

    package func endSecret(
        _ id: String, secret: String, at end: Int64?, if condition: ChangeCondition, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome {
        try await change(id, .secretEndSet, if: condition, by: origin) { application throws(RegistryRefusal) in
            try application.endingSecret(secret, at: end, now: origin.time)
        }
    }

    package func removeSecret(
        _ id: String, secret: String, revokingTokens: Bool, if condition: ChangeCondition, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome {
        try await writing { db in
            let removed = try ApplicationChanges.change(db, id, .secretRemoved, if: condition, by: origin) {
                application throws(RegistryRefusal) in
                try application.removingSecret(secret, at: origin.time)
            }
            guard revokingTokens else { return removed }
            return try ApplicationChanges.change(db, id, .tokensRevoked, if: .none, by: origin) {
                application throws(RegistryRefusal) in
                try application.revokingTokens(at: origin.time)
            }
        }
    }

    package func revokeTokens(
        _ id: String, if condition: ChangeCondition, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome {
        try await change(id, .tokensRevoked, if: condition, by: origin) { application throws(RegistryRefusal) in
            try application.revokingTokens(at: origin.time)
        }
    }

    package func recordUses(_ uses: [SecretUse]) async throws(StoreError) {
        try await writing { db in
            for use in uses { try SecretUseTable.record(db, use) }
        }
    }

    package func secretUses(of id: String) async throws(StoreError) -> [SecretUse] {
        try await reading { db in try SecretUseTable.all(db, of: id) }
    }

    package func secretUses(ofNumbers numbers: [Int64]) async throws(StoreError) -> [Int64: [SecretUse]] {
        try await reading { db in try SecretUseTable.all(db, of: .among(numbers)) }
    }

    package func remove(
        _ id: String, if condition: ChangeCondition, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome {
        try await writing { db in try ApplicationChanges.remove(db, id, if: condition, by: origin) }
    }

    /// One change in a transaction of its own.
    private func change(
        _ id: String, _ kind: RegistryChange.Kind, if condition: ChangeCondition, by origin: ChangeOrigin,
        rule: @escaping @Sendable (Application) throws(RegistryRefusal) -> Application
    ) async throws(StoreError) -> StoreOutcome {
        try await writing { db in try ApplicationChanges.change(db, id, kind, if: condition, by: origin, rule: rule) }
    }
}
