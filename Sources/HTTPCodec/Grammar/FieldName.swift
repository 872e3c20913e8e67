/// The field names that mean something to a gateway; every other is ``other`` and only passed on.
package enum FieldName: UInt8, Sendable, Hashable {
    case other
    // Framing and the connection
    case host, contentLength, transferEncoding, connection, keepAlive, proxyConnection, te, trailer, upgrade, expect
    case http2Settings
    // Credentials
    case authorization, proxyAuthorization, proxyAuthenticate
    // Identity and route, which only a gateway may state
    case xClientID, xClientScopes, xRequestID, forwarded, xForwardedFor, xForwardedProto, xForwardedHost, via
    /// Any other `X-Forwarded-…`.
    case xForwarded
    // What some frameworks take for the target or the method
    case targetOverride
    /// What some services take for the client's address, as others do `X-Forwarded-For`.
    case clientAddress
    /// What some services take for the user, for the scheme, or for a proxy to make their own calls through: a name `Proxy` is
    /// the variable `HTTP_PROXY` to CGI-like ones.
    case assumed
    /// A name that becomes one of these when `_`, or any other sign, is read as `-`: CGI-like services make variables of
    /// names, in which only letters, digits and `_` can stand (`X_Client.Id` is `HTTP_X_CLIENT_ID` to PHP).
    case disguised
    // Of a response
    case date, server

    /// Which of the names these bytes are; they have been checked to be a token.
    package static func of(_ name: Span<UInt8>) -> FieldName {
        of(name, isPlain: name.endOfPlainName(from: 0) == name.count)
    }

    /// The same, of a name of which it is known whether it holds nothing but letters, digits and `-`.
    static func of(_ name: Span<UInt8>, isPlain: Bool) -> FieldName {
        let known = exact(name)
        guard known == .other, !isPlain else { return known }
        return isDisguised(name) ? .disguised : .other
    }

    private static func exact(_ name: Span<UInt8>) -> FieldName {
        switch name.count {
        case 2: name.equalsIgnoringCase("te") ? .te : .other
        case 3: name.equalsIgnoringCase("via") ? .via : .other
        case 4:
            name.equalsIgnoringCase("host") ? .host : name.equalsIgnoringCase("date") ? .date : .other
        case 5: name.equalsIgnoringCase("proxy") ? .assumed : .other
        case 6:
            name.equalsIgnoringCase("expect")
                ? .expect
                : name.equalsIgnoringCase("server")
                    ? .server : name.equalsIgnoringCase("x-host") ? .targetOverride : .other
        case 7:
            name.equalsIgnoringCase("upgrade") ? .upgrade : name.equalsIgnoringCase("trailer") ? .trailer : .other
        case 9:
            name.equalsIgnoringCase("forwarded")
                ? .forwarded : name.equalsIgnoringCase("x-real-ip") ? .clientAddress : .other
        case 10:
            name.equalsIgnoringCase("connection")
                ? .connection : name.equalsIgnoringCase("keep-alive") ? .keepAlive : .other
        case 11:
            name.equalsIgnoringCase("x-client-id")
                ? .xClientID
                : name.equalsIgnoringCase("x-client-ip") || name.equalsIgnoringCase("x-forwarded")
                    ? .clientAddress : name.equalsIgnoringCase("remote-user") ? .assumed : .other
        case 12:
            name.equalsIgnoringCase("x-request-id")
                ? .xRequestID : name.equalsIgnoringCase("x-url-scheme") ? .assumed : .other
        case 13: name.equalsIgnoringCase("authorization") ? .authorization : longer(name)
        case 14: name.equalsIgnoringCase("content-length") ? .contentLength : longer(name)
        case 15: name.equalsIgnoringCase("x-client-scopes") ? .xClientScopes : longer(name)
        case 17: name.equalsIgnoringCase("transfer-encoding") ? .transferEncoding : longer(name)
        case 14...26: longer(name)
        default: startsWithForwarded(name) ? .xForwarded : .other
        }
    }

    private static func longer(_ name: Span<UInt8>) -> FieldName {
        if startsWithForwarded(name) { return forwarded(name) }
        return switch name.count {
        case 13:
            name.equalsIgnoringCase("x-rewrite-url") || name.equalsIgnoringCase("x-http-method")
                ? .targetOverride
                : name.equalsIgnoringCase("forwarded-for")
                    ? .clientAddress : name.equalsIgnoringCase("x-remote-user") ? .assumed : .other
        case 14:
            name.equalsIgnoringCase("x-original-url") || name.equalsIgnoringCase("x-original-uri")
                || name.equalsIgnoringCase("x-override-url")
                ? .targetOverride
                : name.equalsIgnoringCase("http2-settings")
                    ? .http2Settings
                    : name.equalsIgnoringCase("true-client-ip") || name.equalsIgnoringCase("x-original-for")
                        ? .clientAddress : .other
        case 15:
            name.equalsIgnoringCase("x-original-path") || name.equalsIgnoringCase("x-original-host")
                ? .targetOverride : name.equalsIgnoringCase("front-end-https") ? .assumed : .other
        case 16:
            name.equalsIgnoringCase("proxy-connection")
                ? .proxyConnection : name.equalsIgnoringCase("cf-connecting-ip") ? .clientAddress : .other
        case 17:
            name.equalsIgnoringCase("x-method-override") || name.equalsIgnoringCase("x-original-method")
                ? .targetOverride : .other
        case 18: name.equalsIgnoringCase("proxy-authenticate") ? .proxyAuthenticate : .other
        case 19:
            name.equalsIgnoringCase("proxy-authorization")
                ? .proxyAuthorization : name.equalsIgnoringCase("x-cluster-client-ip") ? .clientAddress : .other
        case 22: name.equalsIgnoringCase("x-http-method-override") ? .targetOverride : .other
        default: .other
        }
    }

    private static func forwarded(_ name: Span<UInt8>) -> FieldName {
        if name.equalsIgnoringCase("x-forwarded-for") { return .xForwardedFor }
        if name.equalsIgnoringCase("x-forwarded-proto") { return .xForwardedProto }
        return name.equalsIgnoringCase("x-forwarded-host") ? .xForwardedHost : .xForwarded
    }

    private static func startsWithForwarded(_ name: Span<UInt8>) -> Bool {
        name.count > 12 && name.extracting(first: 12).equalsIgnoringCase("x-forwarded-")
    }

    /// Whether a name is one of those that are known to a reader who takes each sign for `-`.
    private static func isDisguised(_ name: Span<UInt8>) -> Bool {
        // Of a name longer than any that is known only its beginning counts.
        let count = min(name.count, 64)
        var plain = InlineArray<64, UInt8>(repeating: 0)
        for index in 0..<count { plain[index] = ByteClass.isPlainName(name[index]) ? name[index] : 0x2D }
        return exact(plain.span.extracting(first: count)) != .other
    }
}
