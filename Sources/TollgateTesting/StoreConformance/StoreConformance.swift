package import Registry
internal import Testing

/// What every ``ApplicationStore`` must do, whatever holds its rows. Each function takes an empty store.
package enum StoreConformance {
    /// One rule, with the sentence that names it.
    package struct Rule: Sendable, CustomTestStringConvertible {
        /// The sentence.
        package let testDescription: String
        /// Holds an empty store to the rule.
        package let check: @Sendable (any ApplicationStore) async throws -> Void

        init(_ sentence: String, _ check: @escaping @Sendable (any ApplicationStore) async throws -> Void) {
            testDescription = sentence
            self.check = check
        }
    }

    /// Every rule.
    package static let rules = reading + registering + changing + secrets + conditions + queries

    /// Who makes the changes, and when.
    package static let origin = ChangeOrigin(time: 1000, who: "test")

    static func scopes(_ texts: String...) -> [Scope] { texts.compactMap { Scope($0) } }

    /// A secret that nobody knows, under an id.
    package static func secret(_ id: String) -> StoredSecret {
        StoredSecret(id: id, digest: id.utf8.map { $0 } + Array(repeating: 0, count: 32 - id.utf8.count), createdAt: 9)
    }

    /// What it takes to register an application under an id.
    package static func registration(_ id: String, name: String = "Till") -> Registration {
        Registration(
            id: id, name: name, owner: "Corner Shop", scopes: scopes("transactions:read"),
            secret: secret("sec_" + id))
    }

    /// The view that comes of loading everything must be the one that comes of following the changes.
    package static func expectHistoryMatches(_ store: any ApplicationStore) async throws {
        var followed = RegistryView()
        for change in try await store.changes(after: 0) { #expect(followed.apply(change) == .applied) }
        let loaded = try await store.view()
        #expect(followed.sequence == loaded.sequence)
        #expect(followed.inOrder == loaded.inOrder)
    }
}

/// Expects a refusal, and that it left no trace.
func expectRefused(
    _ refusal: RegistryRefusal, by store: any ApplicationStore, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async throws {
    let before = try await store.view()
    do {
        try await body()
        Issue.record("not refused", sourceLocation: sourceLocation)
    } catch {
        #expect(error as? StoreError == .refused(refusal), sourceLocation: sourceLocation)
    }
    let after = try await store.view()
    #expect(after.sequence == before.sequence, sourceLocation: sourceLocation)
    #expect(after.inOrder == before.inOrder, sourceLocation: sourceLocation)
}
