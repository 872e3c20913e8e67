/// What a caller names a creation by, so that asking for it twice creates once.
///
/// A caller whose connection broke cannot know whether the answer was lost or the request. With the same key it asks again,
/// and gets what it would have got.
package struct IdempotencyKey: Hashable, Sendable {
    /// How long a key is remembered, in seconds: 24 hours.
    package static let lifetime: Int64 = 86_400

    /// The account that asks: keys of different accounts do not meet.
    package let accountID: String
    /// The caller's own text: 1 to 255 printable ASCII characters.
    package let key: String
    /// A code of what is asked for, method and path among it: 32 bytes. The same key for something else is a mistake, and
    /// refused.
    ///
    /// It is stored, and what is asked for may hold a password: so it is made under a key that is not stored beside it, or
    /// whoever copies the store could try passwords at the speed of a digest.
    package let requestDigest: [UInt8]

    package init(accountID: String, key: String, requestDigest: [UInt8]) {
        self.accountID = accountID
        self.key = key
        self.requestDigest = requestDigest
    }
}
