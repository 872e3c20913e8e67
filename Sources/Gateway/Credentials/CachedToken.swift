internal import HTTPCodec
internal import JSONWebToken
internal import Policy

/// A token that this loop has verified, with everything a call with it needs, as bytes.
///
/// Belongs to one loop, so that a hit touches nothing that another loop shares.
final class CachedToken {
    /// The token as it was presented: what the next one is compared with, byte for byte.
    let compact: [UInt8]
    let hash: UInt64
    /// The claims.
    let token: VerifiedToken
    /// What it is worth to the snapshot that was current when it was last proved.
    private(set) var resolved: ResolvedToken
    /// The client id.
    let clientID: [UInt8]
    /// The scopes that count, separated by spaces.
    private(set) var scopes: [UInt8]
    /// Members of the access-log line that describe the token: `"application":…,"jti":…,…`.
    let logMembers: [UInt8]
    /// About how many bytes of memory it takes up.
    let footprint: Int
    /// When it was last used, on the loop's clock.
    var lastUsed: Int64 = 0
    /// The upstream, by its place in the configuration, that a token for several audiences was last told of.
    var wideUpstream = -1

    init(compact: [UInt8], hash: UInt64, token: VerifiedToken, snapshot: Snapshot) {
        self.compact = compact
        self.hash = hash
        self.token = token
        clientID = Array(token.clientID.utf8)
        resolved = snapshot.resolve(token)
        scopes = Self.scopesThatCount(resolved, snapshot)
        logMembers = Array(Self.describe(token).utf8)
        footprint = Self.footprint(of: token, compact.count + logMembers.count)
    }

    /// Has it prove itself again to a snapshot that is not the one it was resolved for; without cryptography.
    func renew(for snapshot: Snapshot) {
        resolved = snapshot.resolve(token)
        scopes = Self.scopesThatCount(resolved, snapshot)
    }

    /// Whether a call with it may pass on a route of the snapshot.
    ///
    /// - Parameter now: seconds since 1970.
    func decide(_ route: Int, _ snapshot: Snapshot, now: Int64) -> Decision {
        snapshot.decide(route: route, token: resolved, now: now)
    }

    /// Appends the field line that states the scopes.
    func appendScopes(to output: inout ByteBuffer) { output.appendField("X-Client-Scopes", scopes) }

    /// Whether these are, byte for byte, the token's bytes.
    func isPresented(as bytes: Span<UInt8>) -> Bool {
        let compact = self.compact
        return compact.span.equals(bytes)
    }

    private static func scopesThatCount(_ resolved: ResolvedToken, _ snapshot: Snapshot) -> [UInt8] {
        let counting = resolved.token.scopes.filter { text in
            snapshot.scopes.id(text).map { resolved.grants.contains($0) } ?? false
        }
        return Array(counting.joined(separator: " ").utf8)
    }

    /// - Parameter copies: how many bytes of the token itself and of its log line are kept.
    private static func footprint(of token: VerifiedToken, _ copies: Int) -> Int {
        // Objects and what the heap adds to them; and each scope as a text of its own, and once more in `scopes`.
        let (fixed, perText) = (512, 48)
        return (token.scopes + token.audiences).reduce(fixed + copies) { $0 + perText + 2 * $1.utf8.count }
    }

    private static func describe(_ token: VerifiedToken) -> String {
        let list = { (texts: [String]) in "[" + texts.map { JSONText.literal($0) }.joined(separator: ",") + "]" }
        return "\"application\":\(JSONText.literal(token.clientID)),\"jti\":\(JSONText.literal(token.id)),"
            + "\"scopes\":\(list(token.scopes)),\"audiences\":\(list(token.audiences)),"
    }
}
