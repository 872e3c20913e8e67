internal import Registry
package import Signing

/// Signs people in, and has them confirm who they are before they change what signs them in.
///
/// An unknown name takes the same steps as a wrong password, and gets the same answer.
package struct SignIn: Sendable {
    private let store: any AccountStore & SessionStore
    private let hasher: PasswordHasher
    private let limiter: SignInLimiter
    private let masterKey: MasterKey
    private let maker: AccountMaker
    private let pause: @Sendable (Duration) async -> Void

    /// - Parameters:
    ///   - masterKey: what authenticators' secrets are sealed under.
    ///   - pause: Returns after a duration, without holding a thread.
    package init(
        _ store: any AccountStore & SessionStore, hasher: PasswordHasher, limiter: SignInLimiter, masterKey: MasterKey,
        maker: AccountMaker = AccountMaker(),
        pause: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }
    ) {
        self.store = store
        self.hasher = hasher
        self.limiter = limiter
        self.masterKey = masterKey
        self.maker = maker
        self.pause = pause
    }

    /// Signs somebody in, with a session of its own each time.
    ///
    /// - Parameter now: Seconds since 1970.
    /// - Throws: what the store throws.
    package func signIn(_ request: SignInRequest, at now: Int64) async throws(AccountError) -> SignInResult {
        // 1. Count the attempt, and hold it where there were many.
        switch limiter.attempt(name: request.name, address: request.address) {
        case .refused(let seconds): return .slowed(retryAfter: seconds)
        case .allowed(let delay): if delay > .zero { await pause(delay) }
        }
        // 2. The password, whether there is such an account or not.
        let found = try await store.credentials(ofAccountNamed: request.name)
        let isRight: Bool
        do throws(PasswordHasher.Failure) {
            isRight = try await hasher.verify(request.password, against: found?.password)
        } catch {
            // Nothing was looked at, so that nothing was guessed.
            limiter.takeBack(name: request.name, address: request.address)
            return try slowed(error)
        }
        guard let found, isRight, found.account.isEnabled else {
            return try await refuse(found, found?.account.isEnabled == false ? "disabled" : "password", request, now)
        }
        // 3. The authenticator's code. Whoever is asked for it has not guessed; whoever gives a wrong one has.
        var step: Int64?
        if let sealed = found.sealedTOTP {
            guard let code = request.code, !code.isEmpty else {
                limiter.takeBack(name: request.name, address: request.address)
                return .codeNeeded
            }
            // Of codes there are few, so that they are counted by themselves, and more strictly: only whoever has the
            // password can fill that count.
            switch limiter.attemptCode(accountID: found.account.id) {
            case .refused(let seconds): return .slowed(retryAfter: seconds)
            case .allowed(let delay): if delay > .zero { await pause(delay) }
            }
            step = try totp(sealed, found).step(of: code, at: now, after: found.lastTOTPStep)
            guard step != nil else { return try await refuse(found, "code", request, now) }
        }
        // 4. The session, if all that still holds.
        let session = maker.session(
            of: found.account.id, address: request.address, userAgent: request.userAgent, at: now)
        do {
            let origin = ChangeOrigin(time: now, who: found.account.who)
            let started = try await store.startSession(session, verified: found, step: step, by: origin)
            limiter.signedIn(name: request.name, address: request.address)
            if step != nil { limiter.codeSucceeded(accountID: found.account.id) }
            return .signedIn(session, started.account)
        } catch .refused(.credentialsChanged), .refused(.codeUsed) {
            return try await refuse(found, "changed", request, now)
        }
    }

    /// Whether somebody who is signed in knows the account's password; counted and slowed like signing in.
    ///
    /// - Returns: what was verified, for ``AccountStore/setPassword(of:to:replacing:keeping:expecting:by:)``; `nil` where the password
    ///   is wrong.
    package func confirm(
        _ password: String, of account: Account, address: String
    ) async throws(AccountError) -> Confirmation {
        switch limiter.attempt(name: account.name, address: address) {
        case .refused(let seconds): return .slowed(retryAfter: seconds)
        case .allowed(let delay): if delay > .zero { await pause(delay) }
        }
        let found = try await store.credentials(of: account.id)
        do throws(PasswordHasher.Failure) {
            guard try await hasher.verify(password, against: found?.password), let found else { return .refused }
            limiter.takeBack(name: account.name, address: address)
            return .confirmed(found)
        } catch {
            limiter.takeBack(name: account.name, address: address)
            guard error == .busy else { throw Self.failure(error) }
            return .slowed(retryAfter: 1)
        }
    }

    /// What a confirmation came to.
    package enum Confirmation: Hashable, Sendable {
        /// The password is right; what was verified.
        case confirmed(AccountCredentials)
        /// The password is wrong.
        case refused
        /// Too many attempts; to be tried again after so many seconds, 1 or more.
        case slowed(retryAfter: Int64)
    }

    /// Notes the failure. Under nobody's name: that the account did it is just what was not proved.
    private func refuse(
        _ found: AccountCredentials?, _ reason: String, _ request: SignInRequest, _ now: Int64
    ) async throws(AccountError) -> SignInResult {
        try await store.noteFailedSignIn(
            accountID: found?.account.id, reason: found == nil ? "unknown" : reason, address: request.address,
            by: ChangeOrigin(time: now, who: "unknown"))
        return .refused
    }

    private func slowed(_ error: PasswordHasher.Failure) throws(AccountError) -> SignInResult {
        guard error == .busy else { throw Self.failure(error) }
        return .slowed(retryAfter: 1)
    }

    private func totp(_ sealed: [UInt8], _ found: AccountCredentials) throws(AccountError) -> TOTPSecret {
        let secret: TOTPSecret?
        do throws(SigningError) {
            secret = try TOTPSecret.open(sealed, under: masterKey, accountID: found.account.id)
        } catch {
            throw Self.failure(.failed(error))
        }
        guard let secret else {
            throw .failed(
                StoreFailure(
                    .corrupt,
                    "the authenticator of \(found.account.id) cannot be opened with the master key; "
                        + "reset the account with `tollgate operators reset`"))
        }
        return secret
    }

    private static func failure(_ error: PasswordHasher.Failure) -> AccountError {
        switch error {
        case .busy: .failed(StoreFailure(.busy, "too many passwords wait to be checked; repeat this in a moment"))
        case .failed(let error): .failed(StoreFailure(.failed, error.message))
        }
    }
}
