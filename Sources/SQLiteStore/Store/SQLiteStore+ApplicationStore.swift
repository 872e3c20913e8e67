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
            let rows = try ApplicationRows(db, from: number, limit: max(0, limit))
            while let application = try rows.next() { page.append(application) }
            return page
        }
    }

    package func changes(after sequence: Int64) async throws(StoreError) -> [RegistryChange] {
        try await reading { db in
            let latest = try ChangeTable.latest(db)
            guard sequence <= latest else { throw RegistryRefusal.aheadOfHistory(asked: sequence, latest: latest) }
            return try ChangeTable.changes(db, after: sequence)
        }
    }

    package func register(
        _ registration: Registration, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome {
        try await writing { db in
            // The table gives the number; the rules do not look at it.
            let wanted = try registration.application(number: 0, at: origin.time)
            guard try !ChangeTable.knows(db, id: registration.id) else {
                throw RegistryRefusal.identifierTaken(registration.id)
            }
            let application = try ApplicationTable.insert(db, wanted)
            let sequence = try ChangeTable.append(db, .registered, of: application, by: origin)
            return StoreOutcome(sequence: sequence, application: application, isChanged: true)
        }
    }

    package func edit(
        _ id: String, _ edit: ApplicationEdit, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome {
        try await change(id, .edited, by: origin) { application throws(RegistryRefusal) in
            try application.edited(edit, at: origin.time)
        }
    }

    package func enable(_ id: String, by origin: ChangeOrigin) async throws(StoreError) -> StoreOutcome {
        try await change(id, .enabled, by: origin) { $0.enabled(true, at: origin.time) }
    }

    package func disable(_ id: String, by origin: ChangeOrigin) async throws(StoreError) -> StoreOutcome {
        try await change(id, .disabled, by: origin) { $0.enabled(false, at: origin.time) }
    }

    package func addSecret(
        _ id: String, _ secret: StoredSecret, othersEndAt: Int64?, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome {
        try await change(id, .secretAdded, by: origin) { application throws(RegistryRefusal) in
            try application.adding(secret, othersEndAt: othersEndAt, at: origin.time)
        }
    }

    package func endSecret(
        _ id: String, secret: String, at end: Int64?, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome {
        try await change(id, .secretEndSet, by: origin) { application throws(RegistryRefusal) in
            try application.endingSecret(secret, at: end, now: origin.time)
        }
    }

    package func removeSecret(
        _ id: String, secret: String, revokingTokens: Bool, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome {
        try await writing { db in
            let removed = try Self.change(db, id, .secretRemoved, by: origin) { application throws(RegistryRefusal) in
                try application.removingSecret(secret, at: origin.time)
            }
            guard revokingTokens else { return removed }
            return try Self.change(db, id, .tokensRevoked, by: origin) { application throws(RegistryRefusal) in
                try application.revokingTokens(at: origin.time)
            }
        }
    }

    package func revokeTokens(_ id: String, by origin: ChangeOrigin) async throws(StoreError) -> StoreOutcome {
        try await change(id, .tokensRevoked, by: origin) { application throws(RegistryRefusal) in
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

    package func remove(_ id: String, by origin: ChangeOrigin) async throws(StoreError) -> StoreOutcome {
        try await writing { db in
            guard let application = try ApplicationTable.find(db, id: id) else {
                throw RegistryRefusal.unknownApplication(id)
            }
            try ApplicationTable.delete(db, number: application.number)
            let sequence = try ChangeTable.append(db, .removed, of: application, by: origin)
            return StoreOutcome(sequence: sequence, application: application, isChanged: true)
        }
    }

    /// One change in a transaction of its own.
    private func change(
        _ id: String, _ kind: RegistryChange.Kind, by origin: ChangeOrigin,
        rule: @escaping @Sendable (Application) throws(RegistryRefusal) -> Application
    ) async throws(StoreError) -> StoreOutcome {
        try await writing { db in try Self.change(db, id, kind, by: origin, rule: rule) }
    }

    /// Applies a rule to an application as it is stored now, and keeps what comes of it together with its place in the
    /// history.
    private static func change(
        _ db: Database, _ id: String, _ kind: RegistryChange.Kind, by origin: ChangeOrigin,
        rule: (Application) throws(RegistryRefusal) -> Application
    ) throws -> StoreOutcome {
        guard let before = try ApplicationTable.find(db, id: id) else {
            throw RegistryRefusal.unknownApplication(id)
        }
        let after = try rule(before)
        guard after != before else {
            return StoreOutcome(sequence: try ChangeTable.latest(db), application: before, isChanged: false)
        }
        try ApplicationTable.update(db, from: before, to: after)
        let sequence = try ChangeTable.append(db, kind, of: after, by: origin)
        return StoreOutcome(sequence: sequence, application: after, isChanged: true)
    }
}
