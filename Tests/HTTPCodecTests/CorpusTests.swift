import HTTPCodec
import Testing

/// Cases written by others. A parser's expectation is its own choice; the RFC and the project's rules judge.
@Suite(.enabled(if: Corpus.folder != nil)) struct CorpusTests {
    /// Each message of a connection's bytes, up to the first that is refused or not whole.
    private func outcomes(_ text: String) -> [Outcome] {
        var outcomes: [Outcome] = []
        var rest = Latin1.bytes(text)[...]
        while !rest.isEmpty {
            // Long messages in every way to split would take a minute.
            let driver = MessageDriver.request
            let outcome = rest.count < 1_000 ? driver.outcome(of: Array(rest)) : driver.deliver([rest])
            outcomes.append(outcome)
            guard outcome.end == .complete else { break }
            rest = rest.suffix(outcome.rest)
        }
        return outcomes
    }

    /// The bytes with a Host field in each HTTP/1.1 head, where they have none: so that another fault can show.
    private func withHost(_ raw: String) -> String {
        guard !raw.lowercased().contains("\r\nhost:"), !raw.contains("HTTP/1.0") else { return raw }
        return raw.replacing(" HTTP/1.1\r\n", with: " HTTP/1.1\r\nHost: added\r\n")
    }

    /// Invalid to the parser that the case was written for, but not by the RFC, or not here.
    static let acceptedInvalid: [String: String] = [
        "invalid/003c": "a hyphen is a tchar, so '-bl' is a method (RFC 9110 §5.6.2)",
        "invalid/006": "a line of 4 KiB is within the limit here",
        "invalid/007": "a field of 8 KiB is within the limit here",
        "invalid/008": "a field of 8 KiB is within the limit here",
        "invalid/017": "a field of 8 KiB is within the limit here",
        "invalid/041": "two Content-Type fields do not concern the framing; the service judges them",
        "invalid/rfc9110_trailer_forbidden_cl_01": "trailers are dropped (RFC 9112 §7.1.2)",
        "invalid/rfc9110_trailer_forbidden_host_01": "trailers are dropped (RFC 9112 §7.1.2)",
        "invalid/rfc9110_trailer_forbidden_te_01": "trailers are dropped (RFC 9112 §7.1.2)",
    ]

    /// Valid to the parser that the case was written for, but refused here: by which fault, and by which rule.
    static let refusedValid: [String: (MessageFault, String)] = [
        "valid/005": (.target, "a fragment is never sent (RFC 9112 §3.2)"),
        "valid/009": (.target, "a fragment is never sent (RFC 9112 §3.2)"),
        "valid/019": (.missingHost, "the second request is HTTP/1.1 and has no Host (RFC 9112 §3.2)"),
        "valid/022": (.missingHost, "the second request is HTTP/1.1 and has no Host (RFC 9112 §3.2)"),
        "valid/025": (.transferEncoding, "gzip is not understood (RFC 9112 §6.1)"),
        "valid/025_line": (.unknownTransferCoding, "gzip is not understood (RFC 9112 §6.1)"),
        "valid/027": (.target, "a target is ASCII (RFC 3986 §2)"),
        "valid/029": (.transferEncoding, "identity is no transfer coding (RFC 9112 §7)"),
        "valid/030": (.transferEncoding, "identity is no transfer coding (RFC 9112 §7)"),
        "valid/040": (.incomplete, "an empty line follows the message and begins none"),
        "valid/099": (.incomplete, "the content is shorter than its length (RFC 9112 §6.3)"),
        "valid/rfc9112_smuggle_gzip_chunked_01": (.unknownTransferCoding, "gzip is not understood (RFC 9112 §6.1)"),
        "valid/rfc9112_smuggle_te_identity_chunked_01": (
            .unknownTransferCoding, "identity is no transfer coding (RFC 9112 §7)"
        ),
        "valid/rfc9112_target_absolute_userinfo_01": (.host, "user information is an error (RFC 9110 §4.2.4)"),
        "valid/rfc9112_target_authority_connect_01": (.connectMethod, "CONNECT is not served"),
        "valid/rfc9112_target_authority_ipv6_01": (.connectMethod, "CONNECT is not served"),
    ]

    @Test func `no invalid request is accepted, with or without a Host`() throws {
        let corpus = try Corpus.load(Corpus.Requests.self, "http1/gunicorn_requests.json")
        let cases = corpus.cases.filter { $0.kind == "invalid" && $0.settings.isEmpty }
        #expect(cases.count > 50)
        var accepted: Set<String> = []
        for entry in cases {
            for raw in [entry.raw, withHost(entry.raw)] {
                let outcomes = outcomes(raw)
                if outcomes.allSatisfy({ $0.end == .complete }) { accepted.insert(entry.name) }
            }
        }
        #expect(accepted == Set(Self.acceptedInvalid.keys))
    }

    @Test func `a valid request is accepted, or refused by a rule that is known`() throws {
        let corpus = try Corpus.load(Corpus.Requests.self, "http1/gunicorn_requests.json")
        let cases = corpus.cases.filter { $0.kind == "valid" && $0.settings.isEmpty }
        #expect(cases.count > 40)
        var refused: [String: MessageFault] = [:]
        for entry in cases {
            let last = outcomes(withHost(entry.raw)).last
            if last?.end != .complete { refused[entry.name] = last?.fault ?? .incomplete }
        }
        #expect(refused == Self.refusedValid.mapValues { $0.0 })
    }

    @Test func `a valid HTTP/1.1 request without a Host is refused for that alone`() throws {
        let corpus = try Corpus.load(Corpus.Requests.self, "http1/gunicorn_requests.json")
        let cases = corpus.cases.filter {
            $0.kind == "valid" && $0.settings.isEmpty && withHost($0.raw) != $0.raw && Self.refusedValid[$0.name] == nil
        }
        #expect(cases.count > 10)
        for entry in cases { #expect(outcomes(entry.raw).first?.fault == .missingHost, "\(entry.name)") }
    }

    @Test func `a mutated Transfer-Encoding line is refused or is not one`() throws {
        let corpus = try Corpus.load(Corpus.FieldLines.self, "http1/te_header_mutations_defparam.json")
        #expect(corpus.cases.count > 1_000)
        var accepted: Set<String> = []
        for entry in corpus.cases {
            let head = Latin1.bytes("POST / HTTP/1.1\r\nHost: h\r\n\(entry.line)\r\n\r\n0\r\n\r\n")
            let outcome = MessageDriver.request.deliver([head[...]])
            guard outcome.fault == nil else { continue }
            accepted.insert(entry.line)
            // Where the line is accepted, a length beside it is refused, or the line is no Transfer-Encoding at all.
            let both = Latin1.bytes("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\(entry.line)\r\n\r\n0\r\n\r\n")
            let isChunked = outcome.says("framing") == "chunked"
            #expect(MessageDriver.request.deliver([both[...]]).fault == (isChunked ? .bothFramings : nil))
            let names = outcome.fields.map { $0.prefix { $0 != ":" }.lowercased() }
            #expect(isChunked == names.contains("transfer-encoding"), "\(entry.line)")
        }
        #expect(accepted.filter { $0.lowercased().hasPrefix("transfer-encoding:") } == Self.acceptedCodings)
    }

    /// `chunked` in any case, with white space around it or another line after it.
    static let acceptedCodings: Set<String> = [
        "TRANSFER-ENCODING: CHUNKED", "TrAnSFer-EnCODinG: cHuNkeD", "Transfer-Encoding:\tchunked",
        "Transfer-Encoding:\tchunked\t", "Transfer-Encoding:  chunked", "Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked\t", "Transfer-Encoding: chunked\r\nX: X", "Transfer-Encoding: chunked ",
    ]
}
