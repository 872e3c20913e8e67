/// What may be done to an application's secrets.
extension Application {
    /// How many secrets may be live at once: one in use, and one to change over to.
    package static let mostSecrets = 2
    /// How many secrets may be listed, those that have ended among them: what a request for a token looks at is bounded.
    package static let mostListedSecrets = 10

    /// The application with one more secret.
    ///
    /// - Parameters:
    ///   - othersEndAt: When the secrets that are live now shall end; `nil` leaves them as they are.
    ///   - now: Seconds since 1970.
    package func adding(
        _ secret: StoredSecret, othersEndAt: Int64? = nil, at now: Int64
    ) throws(RegistryRefusal) -> Application {
        guard liveSecrets(at: now).count < Self.mostSecrets else { throw .tooManySecrets(application: id) }
        guard secrets.count < Self.mostListedSecrets else { throw .tooManyListedSecrets(application: id) }
        var result = self
        if let othersEndAt {
            guard othersEndAt > now else { throw .endNotAhead(application: id) }
            for index in result.secrets.indices where result.secrets[index].isLive(at: now) {
                result.secrets[index].endsAt = othersEndAt
            }
        }
        result.secrets.append(secret)
        return stamped(result, now)
    }

    /// The application with another end for one of its secrets, or none.
    ///
    /// An end lies ahead: what shall end now is removed, which also says what becomes of its tokens. A secret that has
    /// ended may be given time again, where that leaves no more than two live.
    package func endingSecret(_ secret: String, at end: Int64?, now: Int64) throws(RegistryRefusal) -> Application {
        guard let index = secrets.firstIndex(where: { $0.id == secret }) else {
            throw .unknownSecret(application: id, secret: secret)
        }
        if let end, end <= now { throw .endNotAhead(application: id) }
        var result = self
        result.secrets[index].endsAt = end
        guard result.liveSecrets(at: now).count <= Self.mostSecrets else { throw .tooManySecrets(application: id) }
        return stamped(result, now)
    }

    /// The application without one of its secrets. The last live one stays, and the last of all: an application that
    /// shall not be used is disabled.
    package func removingSecret(_ secret: String, at now: Int64) throws(RegistryRefusal) -> Application {
        guard let removed = secrets.first(where: { $0.id == secret }) else {
            throw .unknownSecret(application: id, secret: secret)
        }
        var result = self
        result.secrets.removeAll { $0.id == secret }
        guard !result.secrets.isEmpty, !removed.isLive(at: now) || !result.liveSecrets(at: now).isEmpty else {
            throw .lastSecret(application: id)
        }
        return stamped(result, now)
    }

    /// The secrets that authenticate now, oldest first.
    package func liveSecrets(at now: Int64) -> [StoredSecret] { secrets.filter { $0.isLive(at: now) } }

    /// When the application loses its last live secret; `nil` where one has no end.
    ///
    /// From then on it fetches no token, so whoever gives a secret an end should be told.
    package func secretsEnd(at now: Int64) -> Int64? {
        let ends = liveSecrets(at: now).map(\.endsAt)
        return ends.contains(nil) ? nil : ends.compactMap(\.self).max()
    }
}
