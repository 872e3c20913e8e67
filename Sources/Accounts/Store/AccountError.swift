package import Registry

/// What the stores of accounts throw: a refusal that the caller can put right, or a failure of the store itself.
package enum AccountError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Asked for something that is not done; nothing was changed.
    case refused(AccountRefusal)
    /// The store could not do it; nothing was changed, unless the failure came while the change was being confirmed.
    case failed(StoreFailure)

    /// What happened, where, and what to do.
    package var message: String {
        switch self {
        case .refused(let refusal): refusal.message
        case .failed(let failure): failure.message
        }
    }

    package var description: String { message }
}
