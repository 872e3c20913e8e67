internal import Accounts

extension Caller {
    /// Whether the caller may still do something that was begun earlier and goes on. Having it go on is no use of the session:
    /// a page that is left open does not keep anybody signed in.
    func stillMay(
        _ permission: Permission, in store: any AccountStore & SessionStore, at now: Int64
    ) async -> Bool {
        guard let current = try? await store.account(account.id), current.isEnabled,
            current.permissions.contains(permission)
        else { return false }
        if let session {
            return (try? await store.sessions(of: current.id, at: now))?.contains { $0.id == session.id } ?? false
        }
        guard let token else { return false }
        return (try? await store.tokens(of: current.id))?.contains { $0.id == token.id && now < $0.expiresAt } ?? false
    }
}
