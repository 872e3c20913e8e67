import HTTPCodec
import Testing

@Suite struct FieldNameTests {
    private func known(_ name: String) -> FieldName {
        let bytes = Latin1.bytes(name)
        return FieldName.of(bytes.span)
    }

    static let names: [(String, FieldName)] = [
        ("host", .host), ("content-length", .contentLength), ("transfer-encoding", .transferEncoding),
        ("connection", .connection), ("keep-alive", .keepAlive), ("proxy-connection", .proxyConnection), ("te", .te),
        ("trailer", .trailer), ("upgrade", .upgrade), ("expect", .expect), ("http2-settings", .http2Settings),
        ("authorization", .authorization), ("proxy-authorization", .proxyAuthorization),
        ("proxy-authenticate", .proxyAuthenticate), ("x-client-id", .xClientID), ("x-client-scopes", .xClientScopes),
        ("x-request-id", .xRequestID), ("forwarded", .forwarded), ("via", .via), ("x-forwarded-for", .xForwardedFor),
        ("x-forwarded-host", .xForwardedHost), ("x-forwarded-proto", .xForwardedProto),
        ("x-forwarded-port", .xForwarded),
        ("x-forwarded-prefix", .xForwarded), ("x-forwarded-uri", .xForwarded), ("x-forwarded-a", .xForwarded),
        ("x-forwarded-client-cert", .xForwarded), ("x-forwarded-a-name-that-is-long", .xForwarded),
        ("x-original-url", .targetOverride), ("x-rewrite-url", .targetOverride),
        ("x-http-method-override", .targetOverride), ("x-http-method", .targetOverride),
        ("x-method-override", .targetOverride), ("x-original-path", .targetOverride),
        ("x-original-host", .targetOverride), ("x-original-uri", .targetOverride),
        ("x-original-method", .targetOverride), ("x-real-ip", .clientAddress), ("x-client-ip", .clientAddress),
        ("x-forwarded", .clientAddress), ("forwarded-for", .clientAddress), ("true-client-ip", .clientAddress),
        ("x-original-for", .clientAddress), ("cf-connecting-ip", .clientAddress),
        ("x-cluster-client-ip", .clientAddress), ("x-override-url", .targetOverride), ("x-host", .targetOverride),
        ("proxy", .assumed), ("remote-user", .assumed), ("x-remote-user", .assumed), ("x-url-scheme", .assumed),
        ("front-end-https", .assumed), ("date", .date), ("server", .server),
    ]

    @Test(arguments: names)
    func `a name is known in any case`(name: String, expected: FieldName) {
        #expect(known(name) == expected)
        #expect(known(name.uppercased()) == expected)
        #expect(known(String(name.enumerated().map { $0 % 2 == 0 ? Character($1.uppercased()) : $1 })) == expected)
    }

    @Test(arguments: names.filter { $0.0.contains("-") })
    func `a name is seen through any sign that a service may read as another`(name: String, expected: FieldName) {
        for sign in "!#$%&'*+.^`|~" {
            #expect(known(name.replacing("-", with: String(sign))) == .disguised)
        }
        #expect(known(name.replacing("-", with: "_")) == .disguised)
        #expect(known(name.uppercased().replacing("-", with: "_")) == .disguised)
        #expect(known(name.replacing("-", with: "_", maxReplacements: 1)) == .disguised)
    }

    @Test(arguments: names.filter { $0.0.contains("-") })
    func `one sign is enough, wherever in the head's name it stands`(name: String, expected: FieldName) throws {
        for index in name.indices where name[index] == "-" {
            let disguised = name.replacingCharacters(at: index, with: "_")
            let bytes = Latin1.bytes("GET / HTTP/1.1\r\nHost: h\r\n\(name): v\r\n\(disguised): v\r\n\r\n")
            var head = RequestHead()
            // Some names are of fields that must not have this value.
            guard (try? head.parse(bytes.span, byteCount: bytes.count, limits: HeadLimits())) != nil else { return }
            let lines = head.fields.lines
            #expect(lines[1].known == expected)
            // Whatever follows `x-forwarded-` is none of the other names anyway.
            #expect(
                lines[2].known
                    == (expected == .xForwarded && disguised.hasPrefix("x-forwarded-") ? expected : .disguised))
        }
    }

    @Test func `a disguise may be long`() {
        // What broke: beyond 64 bytes nobody looked.
        let tail = String(repeating: "a", count: 100)
        #expect(known("X_Forwarded_" + tail) == .disguised)
        #expect(known("X-Forwarded_" + tail) == .disguised)
        #expect(known("X-Forwarded-" + tail) == .xForwarded)
        #expect(known("X-Forwarded-_" + tail) == .xForwarded)
        #expect(known("Y_Forwarded_" + tail) == .other)
    }

    @Test(arguments: names)
    func `a name that differs in one place is another`(name: String, expected: FieldName) {
        guard !name.hasPrefix("x-forwarded-") else { return }
        for index in name.indices {
            var changed = name
            changed.replaceSubrange(index...index, with: name[index] == "q" ? "z" : "q")
            #expect(known(changed) == .other)
        }
        #expect(known(name + "q") == .other)
        #expect(known("q" + name) == .other)
        #expect(known(String(name.dropLast())) == .other)
    }

    @Test(arguments: ["x-forwarded-", "x-forwardedx-for", "a", "_", "__", "x_y", "accept", "cookie"])
    func `any other name is only passed on`(name: String) {
        #expect(known(name) == .other)
    }

    @Test func `a control that folds onto a hyphen makes no name`() {
        // The parser has refused such a name before; a digit and a hyphen are the bytes that folding could forge.
        #expect(
            MessageDriver.request.outcome(of: "GET / HTTP/1.1\r\nHost: h\r\nKeep\u{D}Alive: a\r\n\r\n").fault != nil)
        #expect(
            MessageDriver.request.outcome(of: "GET / HTTP/1.1\r\nHost: h\r\nHTTP\u{12}-Settings: a\r\n\r\n").fault
                != nil)
        #expect(MessageDriver.request.outcome(of: "GET / HTTP/1.1\r\nHost: h\r\nKeep-Alive: a\r\n\r\n").fault == nil)
    }
}

extension String {
    /// The same text with another character at one place.
    fileprivate func replacingCharacters(at index: Index, with character: Character) -> String {
        String(self[..<index]) + String(character) + String(self[self.index(after: index)...])
    }
}
