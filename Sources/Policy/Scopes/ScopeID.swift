/// A declared scope as a small number, valid in the one ``ScopeTable`` that gave it out.
package struct ScopeID: Hashable, Sendable, Comparable {
    /// Its place in the table's ascending list of scopes.
    let index: Int32

    package static func < (left: ScopeID, right: ScopeID) -> Bool { left.index < right.index }
}
