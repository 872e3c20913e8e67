internal import Dispatch
package import Signing

/// Derives passwords' hashes, at most two at once: each takes a tenth of a second of a core and 32 MiB.
///
/// On threads of its own: the threads of Swift's concurrency are as few as there are cores, and whatever else waits for
/// them, tokens among it, would wait for the derivations.
package final class PasswordHasher: Sendable {
    /// Why no hash was derived.
    package enum Failure: Error, Hashable, Sendable {
        /// Too many wait already; to be tried again in a second.
        case busy
        /// The library could not do it.
        case failed(SigningError)
    }

    /// What new hashes cost: N = 2^15, r = 8, p = 1.
    package static let usualCost: Scrypt.Cost = {
        guard let cost = Scrypt.Cost(logN: 15, blockSize: 8, parallelism: 1) else {
            preconditionFailure("the usual cost is in range")
        }
        return cost
    }()

    private static let saltLength = 16

    private let cost: Scrypt.Cost
    private let queue = DispatchQueue(label: "tollgate.passwords", attributes: .concurrent)
    private let turns: Turnstile
    /// Stands in for the hash of an account that does not exist or has no password.
    private let nobodys: PasswordHash

    /// - Parameters:
    ///   - cost: what new hashes cost. Tests take a lower one.
    ///   - mostAtOnce: how many derivations run at one time.
    ///   - mostWaiting: how many more may wait; what comes beyond is refused.
    package init(cost: Scrypt.Cost = PasswordHasher.usualCost, mostAtOnce: Int = 2, mostWaiting: Int = 64) {
        self.cost = cost
        turns = Turnstile(mostAtOnce: mostAtOnce, mostWaiting: mostWaiting)
        nobodys = PasswordHash(
            cost: cost, salt: SecureRandom.bytes(Self.saltLength), hash: SecureRandom.bytes(Scrypt.length))
    }

    /// The hash of a new password.
    package func hash(_ password: String) async throws(Failure) -> PasswordHash {
        let salt = SecureRandom.bytes(Self.saltLength)
        return PasswordHash(cost: cost, salt: salt, hash: try await derive(password, salt, cost))
    }

    /// Whether a password is the one that was hashed; takes as long where there is no hash, and then it is not.
    package func verify(_ password: String, against stored: PasswordHash?) async throws(Failure) -> Bool {
        let compared = stored ?? nobodys
        let derived = try await derive(password, compared.salt, compared.cost)
        return constantTimeEquals(derived, compared.hash) && stored != nil
    }

    private func derive(_ password: String, _ salt: [UInt8], _ cost: Scrypt.Cost) async throws(Failure) -> [UInt8] {
        do throws(Turnstile.Busy) {
            try await turns.enter()
        } catch {
            throw .busy
        }
        defer { turns.leave() }
        let bytes = Array(password.utf8)
        let result = await withCheckedContinuation { continuation in
            queue.async {
                let result: Result<[UInt8], SigningError>
                do throws(SigningError) {
                    result = .success(try Scrypt.derive(password: bytes, salt: salt, cost: cost))
                } catch {
                    result = .failure(error)
                }
                continuation.resume(returning: result)
            }
        }
        switch result {
        case .success(let derived): return derived
        case .failure(let error): throw .failed(error)
        }
    }
}
