/// How far a file has come on its way to this version's form. What takes long are its histories, with which the audit begins.
package struct UpgradeProgress: Hashable, Sendable {
    /// How many of their changes have their entry in the audit.
    package let done: Int64
    /// How many there are.
    package let total: Int64

    package init(done: Int64, total: Int64) {
        self.done = done
        self.total = total
    }

    /// Is told of it, now and then; called inside the transaction of the upgrade, on the store's own thread.
    package typealias Listener = @Sendable (UpgradeProgress) -> Void
}
