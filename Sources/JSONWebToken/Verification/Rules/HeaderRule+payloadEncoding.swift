extension HeaderRule {
    /// `b64` is not there: it changes which bytes were signed, and a reader that knows it sees other claims than one that
    /// does not. It must stand in `crit` (RFC 7797 §6), but an attacker need not put it there.
    static let payloadEncoding = HeaderRule { header in
        header["b64"] == nil ? nil : .criticalExtension
    }
}
