extension ConfigurationDecoder {
    /// `timeouts`: how long the gateway waits.
    func timeouts(_ value: ConfigurationValue?) -> Timeouts {
        var timeouts = Timeouts()
        let object = value?.object("waiting times", keys: ["head", "idle", "body", "connect", "response"])
        timeouts.head = time(object, "head") ?? timeouts.head
        timeouts.idle = time(object, "idle") ?? timeouts.idle
        timeouts.body = time(object, "body") ?? timeouts.body
        timeouts.connect = time(object, "connect") ?? timeouts.connect
        timeouts.response = time(object, "response") ?? timeouts.response
        return timeouts
    }

    /// One waiting time, 1 ms to 1 h.
    func time(_ object: ConfigurationObject?, _ key: String) -> Duration? {
        object?.optional(key)?.duration(.milliseconds(1) ... .seconds(3_600))
    }

    /// `store`: where applications and keys are kept.
    func database(_ value: ConfigurationValue?) -> String {
        let standard = resolve("data/tollgate.db")
        guard let value, let text = value.string("sqlite:data/tollgate.db") else { return standard }
        guard text.hasPrefix("sqlite:"), text.utf8.count > "sqlite:".utf8.count else {
            value.report(
                "\(Quoted.text(text)) names no store that is supported",
                remedy: "write sqlite: and a path, such as \"sqlite:data/tollgate.db\"")
            return standard
        }
        return resolve(String(text.dropFirst("sqlite:".count)))
    }

    /// `realm`: what stands in challenges.
    func realm(_ value: ConfigurationValue?) -> String {
        guard let value, let text = value.string("tollgate") else { return "tollgate" }
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
        if !isPlain || text.utf8.count > 100 {
            value.report(
                "\(Quoted.text(text)) cannot stand in a challenge",
                remedy: "use 1 to 100 printable ASCII characters without quotation marks and backslashes")
        }
        return text
    }

    /// `masterKey`: where the key is that the signing keys are encrypted with; never the key itself.
    func masterKey(_ value: ConfigurationValue?) -> SecretReference? {
        guard let value, let text = value.string("env:TOLLGATE_MASTER_KEY") else { return nil }
        if text.hasPrefix("file:"), text.utf8.count > 5 { return .file(resolve(String(text.dropFirst(5)))) }
        let name = text.dropFirst(4)
        let isName =
            !name.utf8.isEmpty
            && name.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "=") }
        if text.hasPrefix("env:"), isName { return .environment(String(name)) }
        // The text may be the secret itself: it is not repeated.
        value.report(
            "a secret does not stand in the configuration, only where it is kept",
            remedy: "write \"env:NAME\" for an environment variable or \"file:PATH\" for a file")
        return nil
    }
}
