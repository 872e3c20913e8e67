/// The only door to storage of signing keys.
package protocol KeyStore: Sendable {
    /// Every key, in the order of insertion.
    func keys() async throws(StoreFailure) -> [StoredKey]

    /// Inserts a key only where there is none, and returns the keys that then stand.
    ///
    /// One transaction: of several processes that start at once on an empty store, one gets its key in, and all go on
    /// with that one.
    func insertFirst(_ key: StoredKey) async throws(StoreFailure) -> [StoredKey]

    /// Inserts a key; fails where one with the same id stands.
    func insert(_ key: StoredKey) async throws(StoreFailure)
}
