import Configuration

/// A configuration without fault, whose parts a test replaces one at a time.
struct Sample {
    var listen = #"[{ "address": "127.0.0.1:8080" }]"#
    var issuer = #"{ "url": "http://127.0.0.1:8080" }"#
    var audiences = #"{ "transactions": { "operations": { "read": "See payments", "refund": "Refund" } } }"#
    var upstreams = #"{ "payments": { "endpoints": ["http://127.0.0.1:9001"] } }"#
    var routes = #"[{ "match": "GET /t", "scope": "transactions:read", "upstream": "payments" }]"#
    /// More members, each on a line of its own from line 7.
    var more: [String] = []

    /// The document: each section on a line of its own from line 2, its value from column 14.
    var text: String {
        let sections = [
            #""listen":    "# + listen, #""issuer":    "# + issuer, #""audiences": "# + audiences,
            #""upstreams": "# + upstreams, #""routes":    "# + routes,
        ]
        return "{\n" + (sections + more).joined(separator: ",\n") + "\n}\n"
    }

    /// The sample with one more member.
    static func with(_ member: String) -> Sample {
        var sample = Sample()
        sample.more = [member]
        return sample
    }

    /// The sample with one other part.
    static func with(_ part: WritableKeyPath<Sample, String>, _ text: String) -> Sample {
        var sample = Sample()
        sample[keyPath: part] = text
        return sample
    }

    /// The sample with one route more, behind `GET /t`.
    static func route(_ route: String) -> Sample {
        with(\.routes, #"[{ "match": "GET /t", "public": true, "upstream": "payments" }, \#(route)]"#)
    }
}

/// Decodes a document as `gateway.json` on a machine with four cores.
func decode(_ text: String, folder: String = "") throws(ConfigurationError) -> GatewayConfiguration {
    try ConfigurationDecoder(folder: folder, cores: 4).decode(Array(text.utf8).span)
}

/// The problems of a document, one a line; empty where there is none.
func problems(_ text: String) -> [String] {
    do {
        _ = try decode(text)
        return []
    } catch {
        return error.problems.map(\.description)
    }
}
