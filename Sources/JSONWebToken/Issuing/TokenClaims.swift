import Signing

/// What a token is to say (RFC 9068 §2.2).
package struct TokenClaims: Hashable, Sendable {
    /// `iss`.
    package var issuer: String
    /// `client_id`, and `sub` as well: a token of this grant is the client's own (RFC 9068 §2.2).
    package var clientID: String
    /// `aud`: the audiences of the scopes, at least one.
    package var audiences: [String]
    /// `scope`: at least one, with a space between two (RFC 6749 §3.3).
    package var scope: String
    /// `iat`, in seconds since 1970.
    package var issuedAt: Int64
    /// `exp`: the first second, since 1970, at which the token is no longer valid.
    package var expiresAt: Int64
    /// `gen`: the generation of the application.
    package var generation: Int64
    /// `jti`.
    package var id: String

    package init(
        issuer: String, clientID: String, audiences: [String], scope: String, issuedAt: Int64, expiresAt: Int64,
        generation: Int64, id: String = Self.randomID()
    ) {
        self.issuer = issuer
        self.clientID = clientID
        self.audiences = audiences
        self.scope = scope
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.generation = generation
        self.id = id
    }

    /// A name that no other token has: 128 random bits in base64url, 22 characters.
    package static func randomID() -> String { Base64URL.encode(reserve.bytes(16)) }

    private static let reserve = RandomReserve()

    /// The claims as JSON. `aud` is always a list, so that a reader who has seen one token has seen its shape.
    var json: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        Self.append("{\"iss\":", issuer, to: &bytes)
        Self.append(",\"sub\":", clientID, to: &bytes)
        Self.append(",\"client_id\":", clientID, to: &bytes)
        Self.append(",\"aud\":[", audiences.first ?? "", to: &bytes)
        for audience in audiences.dropFirst() { Self.append(",", audience, to: &bytes) }
        Self.append("],\"scope\":", scope, to: &bytes)
        Self.append(",\"iat\":", issuedAt, to: &bytes)
        Self.append(",\"exp\":", expiresAt, to: &bytes)
        Self.append(",\"gen\":", generation, to: &bytes)
        Self.append(",\"jti\":", id, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    private static func append(_ start: StaticString, _ text: String, to bytes: inout [UInt8]) {
        append(start, to: &bytes)
        JSONText.append(text, to: &bytes)
    }

    private static func append(_ start: StaticString, _ number: Int64, to bytes: inout [UInt8]) {
        append(start, to: &bytes)
        bytes.append(decimal: number)
    }

    private static func append(_ literal: StaticString, to bytes: inout [UInt8]) {
        literal.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    }
}
