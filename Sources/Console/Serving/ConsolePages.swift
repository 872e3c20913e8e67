package import HTTPServer

/// The pages of the console: whole files of the binary, handed out to anybody.
///
/// They hold no data; that comes from the management API, to those who have signed in.
package struct ConsolePages: Sendable {
    private let files: [String: ConsoleFile]

    /// The console as it was built in.
    package init() { self.init(ConsoleFile.all) }

    init(_ files: [ConsoleFile]) {
        // The page has the path `/` and no other: one address, so that no bookmark leads past it.
        self.files = Dictionary(
            files.map { ($0.path == "index.html" ? "/" : "/" + $0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Answers a request for a file of the console; `nil` where its path names none.
    package func response(to request: WholeRequest) -> WholeResponse? {
        guard let file = files[request.path] else { return nil }
        guard request.method == "GET" || request.method == "HEAD" else {
            return WholeResponse(status: 405, fields: [("Allow", "GET, HEAD")] + Self.securityFields)
        }
        let fields = [("ETag", file.entityTag), ("Cache-Control", "no-cache")] + Self.securityFields
        if Self.isHeld(file, by: request) { return WholeResponse(status: 304, fields: fields) }
        return WholeResponse(status: 200, fields: [("Content-Type", file.mediaType)] + fields, content: file.content)
    }

    /// Whether the browser has the file as it is: `If-None-Match` compares weakly (RFC 9110 §13.1.2). No tag of ours holds a
    /// comma, so a list may be split at each.
    private static func isHeld(_ file: ConsoleFile, by request: WholeRequest) -> Bool {
        request.values(of: "If-None-Match").flatMap { $0.split(separator: ",") }.contains { member in
            let tag = member.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
            let text = String(tag)
            return text == "*" || text == file.entityTag || text == "W/" + file.entityTag
        }
    }
}
