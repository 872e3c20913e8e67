import COpenSSL

/// Whether two runs of bytes are the same, in a time that depends on their length only.
///
/// An ordinary comparison ends at the first difference, and by its time tells a guesser how far the guess was right.
/// Lengths are not secret: different ones are told apart at once.
package func constantTimeEquals(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return unsafe CRYPTO_memcmp(left, right, left.count) == 0
}
