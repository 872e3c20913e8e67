import JSONWebToken
internal import Signing

extension ConfigurationDecoder {
    /// `upstreams.NAME.tls`: there is no key that leaves out the verification.
    ///
    /// Files are read here, so that one that is missing is a problem of the configuration and not of the first call.
    func upstreamTLS(_ value: ConfigurationValue?) -> UpstreamTLSSettings {
        var tls = UpstreamTLSSettings()
        let object = value?.object("TLS settings", keys: ["ca", "certificate", "key", "pin", "serverName"])
        tls.ca = object?.optional("ca").flatMap { certificates($0, "tls/ca.pem") }
        tls.certificate = object?.optional("certificate").flatMap { certificates($0, "tls/gateway.pem") }
        tls.key = object?.optional("key").flatMap { key($0, of: tls.certificate) }
        tls.pins = object?.optional("pin").map(pins) ?? []
        tls.serverName = object?.optional("serverName").flatMap(serverName)
        if let object { checkPair(object) }
        return tls
    }

    /// A certificate without its key, or a key without its certificate, proves nothing.
    private func checkPair(_ object: ConfigurationObject) {
        if let certificate = object.optional("certificate"), object.optional("key") == nil {
            certificate.report(
                "the certificate has no private key beside it", remedy: "add \"key\", the path of its key")
        }
        if let key = object.optional("key"), object.optional("certificate") == nil {
            key.report(
                "the private key has no certificate beside it",
                remedy: "add \"certificate\", the path of its certificate")
        }
    }

    // MARK: Files

    private func certificates(_ value: ConfigurationValue, _ example: String) -> UpstreamTLSSettings.NamedFile? {
        guard let file = file(value, example) else { return nil }
        do {
            try CertificateFile.check(file.content)
        } catch {
            value.report(
                "\(Quoted.text(file.path)) holds no certificate that can be read\(Self.words(error))",
                remedy: "name a file with certificates in PEM (-----BEGIN CERTIFICATE-----)")
            return nil
        }
        return file
    }

    private func key(
        _ value: ConfigurationValue, of certificate: UpstreamTLSSettings.NamedFile?
    ) -> UpstreamTLSSettings.NamedFile? {
        if case .string(let text) = value.node.value, text.contains("-----BEGIN") {
            // What was written is the key itself: it is not repeated.
            value.report("a private key does not stand in the configuration", remedy: "write the path of its file")
            return nil
        }
        guard let file = file(value, "tls/gateway.key"), let certificate else { return nil }
        do {
            try CertificateFile.check(key: file.content, of: certificate.content)
        } catch .otherKey {
            value.report(
                "the key in \(Quoted.text(file.path)) does not belong to the certificate in "
                    + Quoted.text(certificate.path), remedy: "name the key that the certificate was made for")
            return nil
        } catch {
            value.report(
                "\(Quoted.text(file.path)) holds no private key that can be read without a passphrase",
                remedy: "name a file with the key in PEM (-----BEGIN PRIVATE KEY-----)")
            return nil
        }
        return file
    }

    private func file(_ value: ConfigurationValue, _ example: String) -> UpstreamTLSSettings.NamedFile? {
        guard let text = value.string(example) else { return nil }
        let path = resolve(text)
        switch read?(path) {
        case nil: return nil
        case .success(let content): return UpstreamTLSSettings.NamedFile(path: path, content: content)
        case .failure(let error):
            value.report(
                "\(Quoted.text(path)) cannot be read (\(error.words))",
                remedy: "check the path, and that the gateway's user may read the file")
            return nil
        }
    }

    private static func words(_ fault: CertificateFault) -> String {
        if case .damaged(let words) = fault { " (\(words))" } else { "" }
    }

    // MARK: Who the other side is

    private func pins(_ value: ConfigurationValue) -> [String] {
        let example = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
        guard case .array = value.node.value else { return pin(value, example).map { [$0] } ?? [] }
        let elements = value.list("pins") ?? []
        if elements.isEmpty {
            value.report("no pin is listed", remedy: "list one such as \"\(example)\", or remove the key")
        }
        return elements.compactMap { pin($0, example) }
    }

    private func pin(_ value: ConfigurationValue, _ example: String) -> String? {
        guard let text = value.string(example) else { return nil }
        let digest = text.hasPrefix("sha256//") ? Base64.decode(String(text.dropFirst(8))) : nil
        guard digest?.count == 32 else {
            value.report(
                "\(Quoted.text(text)) is not the SHA-256 digest of a public key",
                remedy: "write it as \"sha256//\" and 44 characters of Base64")
            return nil
        }
        return text
    }

    private func serverName(_ value: ConfigurationValue) -> String? {
        guard let text = value.string("payments.internal") else { return nil }
        guard !text.contains(":"), let name = HostAndPort(text, defaultPort: 443) else {
            value.report("\(Quoted.text(text)) is not the name of a host", remedy: "write it as \"payments.internal\"")
            return nil
        }
        return name.host
    }
}
