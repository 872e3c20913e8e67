extension HeaderRule {
    /// `crit` is not there: no extension is implemented, an empty list is not allowed, and what is not a list is no
    /// better (RFC 7515 §4.1.11).
    static let critical = HeaderRule { header in
        header["crit"] == nil ? nil : .criticalExtension
    }
}
