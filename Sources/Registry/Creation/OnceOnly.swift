/// A creation that is made once, however often it is asked for.
package struct OnceOnly: Hashable, Sendable {
    /// What it is named by.
    package let key: IdempotencyKey
    /// What is shown once, such as a secret, sealed under the master key, to be shown again to whoever asks again.
    package let sealed: [UInt8]

    package init(key: IdempotencyKey, sealed: [UInt8]) {
        self.key = key
        self.sealed = sealed
    }
}
