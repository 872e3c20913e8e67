extension HeaderRule {
    /// `typ` is `at+jwt` or `application/at+jwt`, and nothing else: an ID token under the same key is no access token
    /// (RFC 9068 §4, RFC 8725 §3.11). Media types have no case (RFC 7515 §4.1.9); RFC 9068 §2.3 itself writes `at+JWT`.
    static let type = HeaderRule { header in
        guard case .string(let type) = header["typ"]?.value else { return .wrongType }
        let lowered = type.utf8.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0 }
        return lowered == Array("at+jwt".utf8) || lowered == Array("application/at+jwt".utf8) ? nil : .wrongType
    }
}
