import COpenSSL

/// The numbers of a key on their way into the library.
@safe struct KeyParameters: ~Copyable {
    private let builder: OpaquePointer
    /// The builder copies nothing, not even names: what it refers to lives as long as it does.
    private let content = Content()

    init() throws(SigningError) {
        unsafe builder = try OpenSSL.some(OSSL_PARAM_BLD_new(), "OSSL_PARAM_BLD_new")
    }

    deinit { unsafe OSSL_PARAM_BLD_free(builder) }

    /// Adds a text.
    func append(_ name: String, text: String) throws(SigningError) {
        let kept = unsafe content.keep(text: text)
        try OpenSSL.check(
            unsafe OSSL_PARAM_BLD_push_utf8_string(builder, content.keep(text: name), kept, text.utf8.count),
            "OSSL_PARAM_BLD_push_utf8_string"
        )
    }

    /// Adds a run of bytes.
    func append(_ name: String, bytes: [UInt8]) throws(SigningError) {
        let kept = unsafe content.keep(bytes)
        try OpenSSL.check(
            unsafe OSSL_PARAM_BLD_push_octet_string(builder, content.keep(text: name), kept, bytes.count),
            "OSSL_PARAM_BLD_push_octet_string"
        )
    }

    /// Adds a number, given big-endian.
    func append(_ name: String, number: [UInt8]) throws(SigningError) {
        let kept = unsafe try OpenSSL.some(BN_bin2bn(number, Int32(number.count), nil), "BN_bin2bn")
        unsafe content.keep(kept)
        try OpenSSL.check(
            unsafe OSSL_PARAM_BLD_push_BN(builder, content.keep(text: name), kept), "OSSL_PARAM_BLD_push_BN"
        )
    }

    /// The public key that these numbers make.
    func key(type: String) throws(SigningError) -> KeyHandle {
        guard let parameters = unsafe OSSL_PARAM_BLD_to_param(builder) else {
            throw .library(call: "OSSL_PARAM_BLD_to_param", reason: OpenSSL.takeError())
        }
        defer { unsafe OSSL_PARAM_free(parameters) }
        let context = unsafe try OpenSSL.some(EVP_PKEY_CTX_new_from_name(nil, type, nil), "EVP_PKEY_CTX_new_from_name")
        defer { unsafe EVP_PKEY_CTX_free(context) }
        try OpenSSL.check(unsafe EVP_PKEY_fromdata_init(context), "EVP_PKEY_fromdata_init")
        var key: OpaquePointer?
        let result = unsafe EVP_PKEY_fromdata(context, &key, tollgate_public_key_selection(), parameters)
        try OpenSSL.check(result, "EVP_PKEY_fromdata")
        return unsafe KeyHandle(try OpenSSL.some(key, "EVP_PKEY_fromdata"))
    }

    /// Owns what the builder refers to.
    @safe private final class Content {
        private var bytes: [UnsafeMutablePointer<UInt8>] = unsafe []
        private var numbers: [OpaquePointer] = unsafe []

        func keep(_ copied: [UInt8]) -> UnsafePointer<UInt8> {
            let start = UnsafeMutablePointer<UInt8>.allocate(capacity: copied.count)
            unsafe start.initialize(from: copied, count: copied.count)
            unsafe bytes.append(start)
            return unsafe UnsafePointer(start)
        }

        /// Keeps a text, with the zero byte that ends it for C.
        func keep(text: String) -> UnsafePointer<CChar> {
            unsafe UnsafeRawPointer(keep(Array(text.utf8) + [0])).bindMemory(
                to: CChar.self, capacity: text.utf8.count + 1)
        }

        func keep(_ number: OpaquePointer) { unsafe numbers.append(number) }

        deinit {
            unsafe bytes.forEach { unsafe $0.deallocate() }
            unsafe numbers.forEach { unsafe BN_free($0) }
        }
    }
}
