/// The changes of whoever asks for them once and whatever the application is like meanwhile, as the commands do.
extension ApplicationStore {
    /// Registers an application.
    package func register(
        _ registration: Registration, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome {
        try made(await register(registration, if: .none, once: nil, by: origin))
    }

    /// Changes name, owner or scopes.
    package func edit(
        _ id: String, _ edit: ApplicationEdit, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome {
        try await self.edit(id, edit, if: .none, by: origin)
    }

    /// Lets it fetch tokens and use those it has.
    package func enable(_ id: String, by origin: ChangeOrigin) async throws(StoreError) -> StoreOutcome {
        try await enable(id, if: .none, by: origin)
    }

    /// Stops it from fetching tokens and from using those it has.
    package func disable(_ id: String, by origin: ChangeOrigin) async throws(StoreError) -> StoreOutcome {
        try await disable(id, if: .none, by: origin)
    }

    /// Adds a second secret.
    package func addSecret(
        _ id: String, _ secret: StoredSecret, othersEndAt: Int64?, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome {
        try made(await addSecret(id, secret, othersEndAt: othersEndAt, if: .none, once: nil, by: origin))
    }

    /// Gives a secret another end, or none.
    package func endSecret(
        _ id: String, secret: String, at end: Int64?, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome {
        try await endSecret(id, secret: secret, at: end, if: .none, by: origin)
    }

    /// Removes a secret.
    package func removeSecret(
        _ id: String, secret: String, revokingTokens: Bool, by origin: ChangeOrigin
    ) async throws(StoreError) -> StoreOutcome {
        try await removeSecret(id, secret: secret, revokingTokens: revokingTokens, if: .none, by: origin)
    }

    /// Raises the generation.
    package func revokeTokens(_ id: String, by origin: ChangeOrigin) async throws(StoreError) -> StoreOutcome {
        try await revokeTokens(id, if: .none, by: origin)
    }

    /// Removes the application for good.
    package func remove(_ id: String, by origin: ChangeOrigin) async throws(StoreError) -> StoreOutcome {
        try await remove(id, if: .none, by: origin)
    }

    /// What was made. Without a key nothing can have been made before.
    private func made(_ creation: Creation<StoreOutcome>) throws(StoreError) -> StoreOutcome {
        guard let outcome = creation.made else {
            throw .failed(StoreFailure(.failed, "the store took a creation without a key for one made before"))
        }
        return outcome
    }
}
