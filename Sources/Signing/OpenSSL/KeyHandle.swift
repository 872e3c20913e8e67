import COpenSSL

/// Owns one key object of the library.
///
/// The pointer is released once, with its owner. It is read by several threads at once and changed by none after the
/// initialiser: the library allows that (openssl-threads(7)), which makes the class `Sendable`.
@safe final class KeyHandle: @unchecked Sendable {
    let pointer: OpaquePointer

    /// Takes over a key; nobody else may release it.
    init(_ pointer: OpaquePointer) { unsafe self.pointer = pointer }

    deinit { unsafe EVP_PKEY_free(pointer) }

    /// Whether the key is of this type: `EC`, `ED25519` or `RSA`.
    func isA(_ type: String) -> Bool { unsafe EVP_PKEY_is_a(pointer, type) == 1 }

    /// The length of an RSA modulus or of a curve's order, in bits.
    var bits: Int { Int(unsafe EVP_PKEY_get_bits(pointer)) }

    /// The name that the library has for the key's curve, such as `prime256v1`; `nil` where it has none.
    var curve: String? {
        var name = [CChar](repeating: 0, count: 64)
        var length = 0
        guard unsafe EVP_PKEY_get_group_name(pointer, &name, name.count, &length) == 1 else { return nil }
        return String(decoding: name.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The public half as the encoding of a point, for keys that have no other form.
    func rawPublicKey(count: Int) throws(SigningError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var length = count
        try OpenSSL.check(
            unsafe EVP_PKEY_get_raw_public_key(pointer, &bytes, &length), "EVP_PKEY_get_raw_public_key")
        return bytes
    }

    /// A number of the key, big-endian; padded on the left to `width` bytes where that is given.
    func number(_ name: String, width: Int? = nil) throws(SigningError) -> [UInt8] {
        var number: OpaquePointer?
        defer { unsafe BN_free(number) }
        try OpenSSL.check(unsafe EVP_PKEY_get_bn_param(pointer, name, &number), "EVP_PKEY_get_bn_param")
        var bytes = [UInt8](repeating: 0, count: width ?? (Int(unsafe BN_num_bits(number)) + 7) / 8)
        guard unsafe BN_bn2binpad(number, &bytes, Int32(bytes.count)) >= 0 else {
            throw .library(call: "BN_bn2binpad", reason: OpenSSL.takeError())
        }
        return bytes
    }
}
