import Accounts
import GRDB
import Registry

/// Changes of applications, each to be called inside the transaction that it is part of: rows, history and audit together.
enum ApplicationChanges {
    /// Registers an application.
    static func register(
        _ db: Database, _ registration: Registration, if condition: ChangeCondition, once: OnceOnly?,
        by origin: ChangeOrigin
    ) throws -> Creation<StoreOutcome> {
        try creating(db, once, by: origin) {
            // The table gives the number; the rules do not look at it.
            let wanted = try registration.application(number: 0, at: origin.time)
            if let merchant = try merchant(db, condition) {
                guard wanted.owner == merchant.name else { throw RegistryRefusal.ownerNotAllowed }
                try check(added: wanted.scopes, allowedBy: merchant)
            }
            guard try !ChangeTable.knows(db, id: registration.id) else {
                throw RegistryRefusal.identifierTaken(registration.id)
            }
            try MerchantRows.addOwner(db, wanted.owner, by: origin)
            let application = try ApplicationTable.insert(db, wanted)
            try SearchKeys.set(db, of: application)
            return try keep(db, .registered, from: nil, to: application, by: origin)
        }
    }

    /// Adds a secret.
    static func addSecret(
        _ db: Database, _ id: String, once: OnceOnly?, if condition: ChangeCondition, by origin: ChangeOrigin,
        rule: (Application) throws(RegistryRefusal) -> Application
    ) throws -> Creation<StoreOutcome> {
        try creating(db, once, by: origin) {
            try change(db, id, .secretAdded, if: condition, by: origin, rule: rule)
        }
    }

    /// Applies a rule to an application as it is stored now, and keeps what comes of it together with its place in the
    /// history.
    static func change(
        _ db: Database, _ id: String, _ kind: RegistryChange.Kind, if condition: ChangeCondition,
        by origin: ChangeOrigin, rule: (Application) throws(RegistryRefusal) -> Application
    ) throws -> StoreOutcome {
        let (before, version) = try find(db, id, if: condition)
        let after = try rule(before)
        if let merchant = try merchant(db, condition) {
            guard after.owner == before.owner else { throw RegistryRefusal.ownerNotAllowed }
            try check(added: Set(after.scopes).subtracting(before.scopes).sorted(), allowedBy: merchant)
        }
        guard after != before else {
            return StoreOutcome(
                sequence: try ChangeTable.latest(db), version: version, application: before, isChanged: false)
        }
        if after.owner != before.owner { try MerchantRows.addOwner(db, after.owner, by: origin) }
        try ApplicationTable.update(db, from: before, to: after)
        if after.name != before.name || after.owner != before.owner { try SearchKeys.set(db, of: after) }
        return try keep(db, kind, from: before, to: after, by: origin)
    }

    /// Removes an application.
    static func remove(
        _ db: Database, _ id: String, if condition: ChangeCondition, by origin: ChangeOrigin
    ) throws -> StoreOutcome {
        let (before, _) = try find(db, id, if: condition)
        try ApplicationTable.delete(db, number: before.number)
        let sequence = try ChangeTable.append(db, .removed, of: before, by: origin)
        try note(db, .removed, from: before, to: nil, by: origin)
        return StoreOutcome(sequence: sequence, version: sequence, application: before, isChanged: true)
    }

    /// The application as it is now, where the condition holds. Another merchant's is not there at all.
    private static func find(
        _ db: Database, _ id: String, if condition: ChangeCondition
    ) throws -> (application: Application, version: Int64) {
        guard let application = try ApplicationTable.find(db, id: id) else {
            throw RegistryRefusal.unknownApplication(id)
        }
        if let merchantID = condition.merchantID,
            try MerchantRows.find(db, id: merchantID)?.merchant.name != application.owner
        {
            throw RegistryRefusal.unknownApplication(id)
        }
        let version = try ChangeTable.version(db, of: id)
        if let expected = condition.version, expected != version {
            throw RegistryRefusal.versionMismatch(current: version)
        }
        return (application, version)
    }

    /// The merchant whose bounds apply. One that is gone bounds everything.
    private static func merchant(_ db: Database, _ condition: ChangeCondition) throws -> Merchant? {
        guard let id = condition.merchantID else { return nil }
        guard let found = try MerchantRows.find(db, id: id) else { throw RegistryRefusal.ownerNotAllowed }
        return found.merchant
    }

    private static func check(added scopes: [Scope], allowedBy merchant: Merchant) throws(RegistryRefusal) {
        let beyond = scopes.filter { !merchant.allowedScopes.contains($0) }
        guard beyond.isEmpty else { throw .scopesNotAllowed(beyond) }
    }

    /// The place of a change in history and audit.
    private static func keep(
        _ db: Database, _ kind: RegistryChange.Kind, from before: Application?, to after: Application,
        by origin: ChangeOrigin
    ) throws -> StoreOutcome {
        let sequence = try ChangeTable.append(db, kind, of: after, by: origin)
        try note(db, kind, from: before, to: after, by: origin)
        return StoreOutcome(sequence: sequence, version: sequence, application: after, isChanged: true)
    }

    private static func note(
        _ db: Database, _ kind: RegistryChange.Kind, from before: Application?, to after: Application?,
        by origin: ChangeOrigin
    ) throws {
        guard let application = after ?? before else { return }
        try AuditTable.append(
            db,
            AuditRecord(
                time: origin.time, who: origin.who, kind: "application." + kind.rawValue,
                subject: AuditSubject(kind: .application, id: application.id, name: application.name),
                changes: AuditFields.between(before, after)))
    }

    /// Makes what was not made before under the same key.
    private static func creating(
        _ db: Database, _ once: OnceOnly?, by origin: ChangeOrigin, _ make: () throws -> StoreOutcome
    ) throws -> Creation<StoreOutcome> {
        switch try IdempotencyTable.find(db, once, at: origin.time) {
        case .made(let subjectID, let sealed): return .repeated(subjectID: subjectID, sealed: sealed)
        case .reused: throw RegistryRefusal.idempotencyKeyReused
        case .new:
            let outcome = try make()
            try IdempotencyTable.keep(db, once, subjectID: outcome.application.id, at: origin.time)
            return .made(outcome)
        }
    }
}
