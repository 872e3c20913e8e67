package import Registry
package import Signing

extension OnceOnly {
    /// A creation whose answer is to be given again to whoever asks again.
    ///
    /// - Parameter answer: what is shown once, such as a secret, in any form; sealed for this key, so that a row cannot be
    ///   passed off as another.
    package init(
        _ key: IdempotencyKey, answer: [UInt8], under masterKey: MasterKey
    ) throws(SigningError) {
        self.init(key: key, sealed: try masterKey.seal(answer, context: key.context))
    }
}

extension IdempotencyKey {
    /// The answer that was sealed for this key; `nil` where it was sealed under another key, or was changed since.
    package func open(_ sealed: [UInt8], under masterKey: MasterKey) throws(SigningError) -> [UInt8]? {
        try masterKey.open(sealed, context: context)
    }

    /// What a sealed answer belongs to. No account's id or key has a line break in it.
    fileprivate var context: [UInt8] { Array("tollgate answer\n\(accountID)\n\(key)\n".utf8) + requestDigest }
}
