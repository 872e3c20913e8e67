import Signing

extension ConfigurationDecoder {
    /// `issuer`: the URL that stands in tokens, their lifetime and the algorithm of new keys.
    func issuer(_ value: ConfigurationValue?) -> IssuerSettings? {
        let keys = ["url", "tokenLifetime", "algorithm", "rotateEvery", "guessing"]
        guard let object = value?.object("\"url\"", keys: keys) else { return nil }
        let lifetime = object.optional("tokenLifetime")?.seconds(1...2_592_000)
        let algorithm = object.optional("algorithm").flatMap(algorithm)
        let rotateEvery = object.optional("rotateEvery").flatMap { rotation($0, lifetime: lifetime ?? 86_400) }
        let guessing = guessing(object.optional("guessing"))
        guard let url = object.required("url", remedy: "add \"url\": \"http://127.0.0.1:8080\"").flatMap(issuerURL)
        else { return nil }
        return IssuerSettings(
            url: url, tokenLifetime: lifetime ?? 86_400, algorithm: algorithm ?? .es256, rotateEvery: rotateEvery,
            guessing: guessing)
    }

    /// `guessing`: failures a minute that are answered at once; what follows is slowed, then refused with 429.
    private func guessing(_ value: ConfigurationValue?) -> IssuerSettings.Guessing {
        let object = value?.object("\"perClient\" and \"perAddress\"", keys: ["perClient", "perAddress"])
        var guessing = IssuerSettings.Guessing()
        if let number = object?.optional("perClient")?.integer(1...1_000_000) { guessing.perClient = number }
        if let number = object?.optional("perAddress")?.integer(1...1_000_000) { guessing.perAddress = number }
        return guessing
    }

    /// `rotateEvery`: every key that signed while the longest-lived token was valid must stand, so keys that follow one
    /// another much faster than tokens expire would pile up, in every reader's key set too.
    private func rotation(_ value: ConfigurationValue, lifetime: Int64) -> Int64? {
        guard let seconds = value.seconds(2...315_360_000) else { return nil }
        let most: Int64 = 30
        guard seconds >= (lifetime + most - 1) / most else {
            let lifetimeText = DurationText.text(.seconds(lifetime))
            value.report(
                "with tokens that are valid for \(lifetimeText) more than \(most) old keys would stand at once",
                remedy: "write \"\(DurationText.text(.seconds((lifetime + most - 1) / most)))\" or more")
            return nil
        }
        return seconds
    }

    private func algorithm(_ value: ConfigurationValue) -> SigningAlgorithm? {
        let names = SigningAlgorithm.allCases.map(\.rawValue)
        guard let text = value.string("ES256") else { return nil }
        if let algorithm = SigningAlgorithm(rawValue: text) { return algorithm }
        value.report(
            "\(Quoted.text(text)) is not an algorithm that tokens are signed with here",
            remedy: NearMiss.remedy(text, among: names, otherwise: "write one of \(names.joined(separator: ", "))"))
        return nil
    }

    /// An issuer identifier: a URL without query and fragment (RFC 8414 §2), compared byte for byte by verifiers.
    private func issuerURL(_ value: ConfigurationValue) -> String? {
        guard let text = value.string("http://127.0.0.1:8080") else { return nil }
        let remedy = "write the URL that clients reach the gateway at, such as \"https://gateway.example\""
        guard let prefix = ["https://", "http://"].first(where: text.hasPrefix) else {
            value.report("\(Quoted.text(text)) does not begin with http:// or https://", remedy: remedy)
            return nil
        }
        if text.utf8.contains(UInt8(ascii: "?")) || text.utf8.contains(UInt8(ascii: "#")) {
            value.report("an issuer's URL has no query and no fragment", remedy: "remove what follows the ? or #")
            return nil
        }
        let rest = text.dropFirst(prefix.count)
        let authority = rest.prefix { $0 != "/" }
        let port: UInt16 = prefix == "https://" ? 443 : 80
        let isPlain = rest.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
        guard isPlain, HostAndPort(String(authority), defaultPort: port) != nil else {
            value.report("\(Quoted.text(text)) is not a URL with a host", remedy: remedy)
            return nil
        }
        return text
    }
}
