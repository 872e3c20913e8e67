import HTTPServer
import Signing

/// Strong entity tags, made from the content, and the conditions that name them (RFC 9110 §8.8.3, §13.1.2).
enum EntityTag {
    /// The tag of a content: 128 bits of its digest, in quotes.
    static func of(_ content: [UInt8]) -> String {
        "\"" + Base64URL.encode(Array(SHA256.digest(of: content).prefix(16))) + "\""
    }

    /// Whether a request's `If-None-Match` names the tag, or is `*`. Compares weakly, as §13.1.2 asks for.
    static func isNamed(_ tag: String, in request: WholeRequest) -> Bool {
        let members = request.values(of: "If-None-Match").flatMap { $0.split(separator: ",") }.map { member in
            let text = member.drop { $0 == " " || $0 == "\t" }
            return String(text.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        }
        return members.contains { $0 == "*" || $0 == tag || $0 == "W/" + tag }
    }
}

extension WholeResponse {
    /// A document that anyone may keep for a while, or 304 to a reader that has it (RFC 9110 §15.4.5); 405 to another
    /// method than GET and HEAD. To HEAD it answers as to GET; the server leaves the content out (RFC 9110 §9.3.2).
    ///
    /// - Parameter maxAge: how long it may be kept, in seconds.
    static func published(
        _ document: [UInt8], type: String, tag: String, maxAge: Int64, to request: WholeRequest
    ) -> WholeResponse {
        guard request.method == "GET" || request.method == "HEAD" else {
            return WholeResponse(status: 405, fields: [("Allow", "GET, HEAD")])
        }
        let validators = [("Cache-Control", "public, max-age=\(maxAge)"), ("ETag", tag)]
        if EntityTag.isNamed(tag, in: request) { return WholeResponse(status: 304, fields: validators) }
        return WholeResponse(status: 200, fields: [("Content-Type", type)] + validators, content: document)
    }
}
