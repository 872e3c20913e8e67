import COpenSSL

/// What every use of the library shares.
enum OpenSSL {
    /// The library's own words for the oldest failure noted on this thread; the thread's notes are then cleared.
    static func takeError() -> String {
        let code = ERR_get_error()
        ERR_clear_error()
        if code == 0 { return "no reason given" }
        return unsafe ERR_reason_error_string(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    }

    /// Throws where a call of the library did not return 1.
    static func check(_ result: Int32, _ call: String) throws(SigningError) {
        guard result == 1 else { throw .library(call: call, reason: takeError()) }
    }

    /// Throws where a call of the library returned no object.
    static func some(_ object: OpaquePointer?, _ call: String) throws(SigningError) -> OpaquePointer {
        guard let object = unsafe object else { throw .library(call: call, reason: takeError()) }
        return unsafe object
    }
}
