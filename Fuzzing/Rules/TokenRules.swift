/// What a token must say to be believed (RFC 9068 §2, §4, RFC 7519 §4.1, RFC 7515 §4.1), over again and slowly.
struct TokenRules {
    let issuer: String
    let keyID: String
    let algorithm: String
    /// In seconds since 1970.
    let now: Double

    /// The three parts of a compact token, decoded; `nil` for what has no such form (RFC 7515 §7.1).
    static func parts(_ compact: [UInt8]) -> [[UInt8]]? {
        let parts = compact.parts(at: UInt8(ascii: ".")).compactMap { Base64Rules.decode($0, isURL: true) }
        return parts.count == 3 && compact.parts(at: UInt8(ascii: ".")).count == 3 ? parts : nil
    }

    /// Whether a token with this header may be verified at all.
    func accepts(header: JSONRules.Value) -> Bool {
        guard let type = header["typ"]?.string else { return false }
        return ["at+jwt", "application/at+jwt"].contains(type.lowercased()) && header["crit"] == nil
            && header["b64"] == nil && header["alg"] == .text([UInt8](algorithm))
            && header["kid"] == .text([UInt8](keyID))
    }

    /// Whether claims with a good signature may be believed now.
    func accepts(claims: JSONRules.Value) -> Bool {
        guard let expiry = date(claims["exp"]), let issued = date(claims["iat"]) else { return false }
        let notBefore = claims["nbf"].map { date($0) ?? .infinity } ?? 0
        return claims["iss"] == .text([UInt8](issuer)) && claims["cnf"] == nil && now < expiry && issued >= 0
            && notBefore >= 0 && notBefore <= now && ["sub", "client_id", "jti"].allSatisfy { isText(claims[$0]) }
            && audiences(claims["aud"]) != nil && isGeneration(claims["gen"]) && !hasControl(claims)
    }

    /// `aud` as a list (RFC 7519 §4.1.3).
    func audiences(_ value: JSONRules.Value?) -> [String]? {
        let values: [JSONRules.Value] = if case .list(let values) = value { values } else { [value ?? .null] }
        guard !values.isEmpty, values.allSatisfy(isText) else { return nil }
        return values.compactMap(\.string)
    }

    /// Whether no number among the claims can be rounded, or be too great for somebody: what these rules accept must then be
    /// believed.
    func isExact(_ claims: JSONRules.Value) -> Bool {
        ["exp", "iat", "nbf", "gen"].allSatisfy { claims[$0].map(isWhole) ?? true }
    }

    /// Whether a number was read as it stands; where it can be rounded, as one within a range about it.
    func isDate(_ number: Int64?, _ value: JSONRules.Value?, _ range: ClosedRange<Double>) -> Bool {
        guard let number, let value, let date = date(value) else { return number == nil && value == nil }
        let difference = Double(number) - date
        let margin = date.magnitude * 1e-12
        return isWhole(value)
            ? difference == 0 : (range.lowerBound - margin...range.upperBound + margin).contains(difference)
    }

    /// Whether a value is a whole number from 0 that floating point holds.
    private func isWhole(_ value: JSONRules.Value) -> Bool {
        guard case .number(let text) = value else { return false }
        return text.count < 16 && text.allSatisfy(\.isDigit)
    }

    private func date(_ value: JSONRules.Value?) -> Double? {
        guard case .number(let text) = value else { return nil }
        return text.text.flatMap(Double.init)
    }

    private func isText(_ value: JSONRules.Value?) -> Bool { value?.string?.isEmpty == false }

    private func isGeneration(_ value: JSONRules.Value?) -> Bool {
        guard case .number(let text) = value else { return false }
        return !text.isEmpty && text.allSatisfy(\.isDigit) || text == [UInt8]("-0")
    }

    /// A control character in a claim, or in a list of a claim: a tab does no harm.
    private func hasControl(_ claims: JSONRules.Value) -> Bool {
        guard case .object(let members) = claims else { return true }
        return members.contains { hasControl(within: $0.value) }
    }

    private func hasControl(within value: JSONRules.Value) -> Bool {
        switch value {
        case .text(let bytes): bytes.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }
        case .list(let values): values.contains(where: hasControl(within:))
        default: false
        }
    }
}
