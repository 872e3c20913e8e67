/// The only door to storage of signing keys.
package protocol KeyStore: Sendable {
    /// Every key, and the number of the last change of keys.
    func keys() async throws(StoreFailure) -> KeyView

    /// The number of the last change of keys; 0 before the first. Costs next to nothing: a serving gateway asks often.
    func keySequence() async throws(StoreFailure) -> Int64

    /// Decides on changes from the keys that stand, and makes them, in one IMMEDIATE transaction.
    ///
    /// So the decision cannot be overtaken: of several processes that decide at once, each sees what the one before did.
    /// Each change is kept in a history that only grows.
    ///
    /// - Parameter decide: the changes, and whatever the caller wants to know. It may run again if the first attempt had to
    ///   be undone, so it must only compute.
    func changeKeys<Answer: Sendable>(
        by origin: ChangeOrigin, _ decide: @escaping @Sendable ([StoredKey]) -> (changes: [KeyChange], answer: Answer)
    ) async throws(StoreFailure) -> (view: KeyView, answer: Answer)
}

/// The signing keys as of one point in their history.
package struct KeyView: Hashable, Sendable {
    /// The number of the last change of keys; 0 before the first.
    package let sequence: Int64
    /// Every key, in the order of insertion.
    package let keys: [StoredKey]

    package init(sequence: Int64, keys: [StoredKey]) {
        self.sequence = sequence
        self.keys = keys
    }
}
