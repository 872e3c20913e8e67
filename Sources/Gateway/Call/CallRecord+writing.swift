internal import EventLoop
internal import HTTPCodec
internal import HTTPServer
internal import Upstream

/// The line, member by member. Everything in it that came from outside is escaped.
extension CallRecord {
    /// Bytes of a client's own request id that are kept.
    private static let clientIDLimit = 128

    /// When, which, from where.
    ///
    /// - Parameters:
    ///   - client: who the client is, as far as those tell it who are trusted.
    ///   - peer: writes the other end of the connection.
    mutating func begin(
        at nanoseconds: Int64, _ timestamp: Span<UInt8>, id: Span<UInt8>, client: NetworkAddress,
        peer: (inout ByteBuffer) -> Void
    ) {
        line.append("{\"time\":\"")
        line.append(timestamp)
        let milliseconds = UInt64(nanoseconds / 1_000_000 % 1_000)
        line.append(milliseconds < 10 ? ".00" : milliseconds < 100 ? ".0" : ".")
        line.append(decimal: milliseconds)
        line.append("Z\",\"requestId\":\"")
        line.append(id)
        line.append("\",\"peer\":\"")
        peer(&line)
        line.append("\",\"client\":\"")
        line.append(client)
        line.append("\",")
    }

    /// What was asked for, and by whom.
    ///
    /// - Parameters:
    ///   - withQuery: whether the query is logged, which may hold what nobody should read.
    ///   - route: writes the member that names the route, where there is one.
    mutating func describe(
        _ head: borrowing RequestHead, _ bytes: Span<UInt8>, withQuery: Bool, token: CachedToken?,
        route: (inout ByteBuffer) -> Void
    ) {
        for index in 0..<head.fields.lines.count where head.fields.lines[index].known == .xRequestID {
            line.append("\"clientRequestId\":")
            let value = head.fields.lines[index].value.of(bytes)
            line.appendJSON(value.extracting(first: min(value.count, Self.clientIDLimit)))
            line.append(ASCII.comma)
            break
        }
        line.append("\"method\":")
        line.appendJSON(head.methodName.of(bytes))
        line.append(",\"host\":")
        line.appendJSON(head.host.of(bytes))
        line.append(",\"path\":")
        line.appendJSON(head.path.of(bytes))
        line.append(ASCII.comma)
        if withQuery, let query = head.query {
            line.append("\"query\":")
            line.appendJSON(query.of(bytes))
            line.append(ASCII.comma)
        }
        route(&line)
        if let token { line.append(token.logMembers) }
    }

    /// What it was decided by.
    mutating func state(revision: Int64, sequence: Int64) {
        line.append("\"revision\":")
        line.append(decimal: UInt64(max(0, revision)))
        line.append(",\"sequence\":")
        line.append(decimal: UInt64(max(0, sequence)))
        line.append(ASCII.comma)
    }

    /// How it ended, and what it cost.
    mutating func end(_ outcome: CallOutcome, _ exchange: Exchange, at now: Int64, completed: Bool) {
        line.append(outcome.isAllowed ? "\"decision\":\"allowed\"," : "\"decision\":\"refused\",")
        if let reason = outcome.reason {
            line.append("\"reason\":\"")
            line.append(Array(reason.id.utf8))
            line.append("\",")
            if let detail = outcome.detail {
                line.append("\"detail\":")
                line.appendJSON(Array(detail.utf8).span)
                line.append(ASCII.comma)
            }
        }
        append("\"status\":", UInt64(exchange.status))
        append("\"bytesIn\":", exchange.receivedCount)
        append("\"bytesOut\":", exchange.sentCount)
        append("\"microseconds\":", UInt64(max(0, now - exchange.startedAt)))
        if let endpoint = outcome.endpoint {
            let end = outcome.upstreamEndedAt == 0 ? now : outcome.upstreamEndedAt
            append("\"upstreamMicroseconds\":", UInt64(max(0, end - outcome.upstreamStartedAt)))
            line.append("\"endpoint\":")
            line.appendJSON(endpoint.span)
            line.append(ASCII.comma)
        }
        line.append(completed ? "\"completed\":true}\n" : "\"completed\":false}\n")
    }

    /// A connection that was ended before it could carry a request.
    mutating func reject(_ fault: ConnectionFault) {
        line.append("\"decision\":\"refused\",\"reason\":\"")
        line.append(Array(fault.rawValue.utf8))
        line.append("\",\"status\":0,\"bytesIn\":0,\"bytesOut\":0,\"microseconds\":0,\"completed\":false}\n")
    }

    private mutating func append(_ name: StaticString, _ number: UInt64) {
        line.append(name)
        line.append(decimal: number)
        line.append(ASCII.comma)
    }
}
