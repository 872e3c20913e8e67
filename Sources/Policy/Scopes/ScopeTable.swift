package import Registry

/// Every declared scope, numbered, so that a decision compares bits and not text.
///
/// A class, because the numbers mean something in this table only and its identity is how that is checked.
package final class ScopeTable: Sendable {
    /// The declared scopes in ascending order, without repetition.
    package let scopes: [Scope]
    private let ids: [String: ScopeID]
    /// The scopes of each audience, by its bytes: asked for whenever a token is resolved, so not gathered anew.
    private let audiences: [[UInt8]: Grants]

    package init(_ declared: some Sequence<Scope>) {
        scopes = Set(declared).sorted()
        var ids: [String: ScopeID] = [:]
        var audiences: [[UInt8]: Grants] = [:]
        for (index, scope) in scopes.enumerated() {
            let id = ScopeID(index: Int32(index))
            ids[scope.description] = id
            audiences[scope.audience.utf8Array, default: Grants()].insert(id)
        }
        self.ids = ids
        self.audiences = audiences
    }

    /// The number of a scope in its written form, compared byte for byte; `nil` where it is not declared.
    ///
    /// The bytes are compared once more behind the lookup, because `String` compares by canonical equivalence and
    /// takes U+212A, the Kelvin sign, for `K`.
    package func id(_ text: String) -> ScopeID? {
        guard let id = ids[text], text.utf8.elementsEqual(scope(id).description.utf8) else { return nil }
        return id
    }

    /// The scope with this number.
    package func scope(_ id: ScopeID) -> Scope { scopes[Int(id.index)] }

    /// The scopes of a set, in their written form, as RFC 6749 §3.3 lists them.
    package func text(_ ids: some Sequence<ScopeID>) -> String {
        ids.map { scope($0).description }.joined(separator: " ")
    }

    /// The scopes of a set, in ascending order.
    package func scopes(_ grants: Grants) -> [Scope] {
        scopes.indices.filter { grants.contains(ScopeID(index: Int32($0))) }.map { scopes[$0] }
    }

    /// The declared scopes among these texts; others grant nothing.
    package func grants(_ texts: some Sequence<String>) -> Grants {
        var grants = Grants()
        for text in texts {
            if let id = id(text) { grants.insert(id) }
        }
        return grants
    }

    /// The declared scopes of these audiences.
    package func grants(audiences: some Sequence<String>) -> Grants {
        audiences.reduce(into: Grants()) { grants, audience in
            if let more = self.audiences[audience.utf8Array] { grants.formUnion(more) }
        }
    }
}
