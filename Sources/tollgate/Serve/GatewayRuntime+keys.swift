import Configuration
import Gateway
import Glibc
import HTTPServer
import Logging
import Policy
import Registry
import SQLiteStore
import TokenEndpoint

/// Keeping the signing keys: a thin shell around ``KeySchedule``, which says what is due.
extension GatewayRuntime {
    /// How often the keys are looked at; one signs from its own second on, whenever that was.
    private static let keyInterval = Duration.milliseconds(500)

    /// For whom the gateway changes keys.
    static func keyOrigin(_ now: Int64) -> ChangeOrigin { ChangeOrigin(time: now, who: "gateway") }

    /// Looks after the keys at intervals, until it is cancelled.
    static func watchKeys(_ look: () async -> Int64?) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: keyInterval)
            guard await look() != nil else { return }
        }
    }

    /// Does what is due, and takes in what others have changed; returns the change of keys that every loop now verifies by.
    func synchroniseKeys() async -> Int64 {
        await inTurn { await self.takeInKeys() }
    }

    private func takeInKeys() async -> Int64 {
        let current = keys.value
        let now = Int64(time(nil))
        let configuration = serving.configuration
        var sequence: Int64 = 0
        do {
            sequence = try await store.keySequence()
            let policy = SigningKeys.policy(configuration)
            if keyWatch.isDue(current.schedule, held: current.sequence, stored: sequence, at: now, policy) {
                let ring = try await SigningKeys.maker(store, for: configuration)
                    .ring(Self.keyOrigin(now), reusing: current)
                // The loops first: a key that signs must be known to whoever verifies.
                await putIntoForce(snapshot.with(verifier: configuration.makeVerifier(keys: ring.keySet)))
                tellOfKeys(ring, instead: current, at: now)
                keys.set(ring)
            }
        } catch {
            keyWatch.failed(at: now, sequence: sequence)
            logger.error("the signing keys cannot be looked after; serving on with those of before: \(error)")
        }
        if let signer = keyWatch.newSigner(keys.value.schedule, at: now) {
            logger.info("signing key \(signer.id) (\(signer.algorithm)) signs from now")
        }
        return keys.value.sequence
    }

    /// Says which keys are new, and which are gone.
    func tellOfKeys(_ ring: KeyRing, instead before: KeyRing, at now: Int64) {
        let (new, old) = (ring.schedule.keys, before.schedule.keys)
        for key in new where !old.contains(where: { $0.id == key.id }) {
            logger.info(
                "signing key \(key.id) (\(key.algorithm)) is published; it signs from \(UTCTime.text(key.signsFrom))")
        }
        for key in old where !new.contains(where: { $0.id == key.id }) {
            logger.info("signing key \(key.id) is retired; its tokens are refused")
        }
    }
}
