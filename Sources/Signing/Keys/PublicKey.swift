import COpenSSL

/// A key that verifies signatures of one algorithm.
///
/// Everything that can be prepared is prepared when the key is loaded: a verification copies a context that is ready,
/// and runs on the thread of an event loop.
package final class PublicKey: Sendable {
    /// The longest RSA modulus that is accepted, in bits: time grows with its square, on the thread of a loop.
    package static let longestModulus = 8192

    /// The key as it is published.
    package let webKey: JSONWebKey
    /// The one algorithm it verifies.
    package var algorithm: SigningAlgorithm { webKey.algorithm }
    /// The only length that a signature can have, in bytes.
    package let signatureLength: Int

    private let handle: KeyHandle
    private let prepared: DigestContext

    /// Loads a key and checks everything that would make its signatures worthless.
    package init(_ webKey: JSONWebKey) throws(SigningError) {
        self.webKey = webKey
        handle = try KeyLoading.publicKey(webKey.material)
        signatureLength = KeyLoading.signatureLength(webKey.material)
        prepared = try DigestContext.verifying(handle, webKey.algorithm)
    }

    /// Whether the signature over the message was made with this key's private half.
    ///
    /// Safe on any thread. An ECDSA signature is `r‖s` and never DER (RFC 7518 §3.4); a signature of any other length, or
    /// with `r` or `s` outside 1 to n−1, is false before any arithmetic. A PS256 signature has a salt of exactly 32 bytes.
    package func verify(signature: Span<UInt8>, message: Span<UInt8>) -> Bool {
        guard signature.count == signatureLength else { return false }
        guard let curve = algorithm.curve else { return matches(signature, message) }
        guard let encoded = ECDSASignature(raw: signature, on: curve)?.der else { return false }
        return matches(encoded.span, message)
    }

    private func matches(_ signature: Span<UInt8>, _ message: Span<UInt8>) -> Bool {
        guard let context = try? prepared.copy() else { return false }
        let result = unsafe signature.withUnsafeBufferPointer { signature in
            unsafe message.withUnsafeBufferPointer { message in
                unsafe EVP_DigestVerify(
                    context.pointer, signature.baseAddress, signature.count, message.baseAddress, message.count)
            }
        }
        // A refused signature leaves a note on the thread that would be taken for the next call's.
        if result != 1 { ERR_clear_error() }
        return result == 1
    }
}
