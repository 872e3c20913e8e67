/// Finds who makes room where there is none for another connection: of those whose clients keep us waiting for a request, for
/// the rest of a head or of a form, or for a refusal to be taken, the one that has waited longest.
///
/// Holding a connection costs an attacker nothing, and as many as there is room for would keep all others out for as long as
/// the times for idle connections and heads allow, again and again. A connection between two requests may be closed at any
/// time (RFC 9112 §9.5); one with a call under way never makes room.
struct LongestWaiting {
    /// How many connections are looked at for one that makes room: enough that one which was used a moment ago is not
    /// the longest among attackers, and few enough for each turn of the loop.
    private static let glance = 64

    private var place = 0

    /// The connection that makes room, if one of those that are looked at has waited long enough.
    ///
    /// - Parameter latest: since when it must have waited, in microseconds of the loop's clock.
    mutating func find(in connections: ContiguousArray<ClientConnection>, since latest: Int64) -> ClientConnection? {
        var found: ClientConnection?
        for _ in 0..<min(Self.glance, connections.count) {
            place = place + 1 < connections.count ? place + 1 : 0
            let connection = connections[place]
            guard connection.isWaiting, connection.waitsSince <= (found?.waitsSince ?? latest) else { continue }
            // What has arrived and not been read yet may be a whole request.
            if !connection.transport.hasUnread { found = connection }
        }
        return found
    }
}
