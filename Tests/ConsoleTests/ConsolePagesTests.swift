import HTTPServer
import Testing

@testable import Console

@Suite struct ConsolePagesTests {
    private let pages = ConsolePages([
        ConsoleFile(path: "index.html", content: Array("<p>".utf8)),
        ConsoleFile(path: "scripts/main.js", content: Array("1".utf8)),
        ConsoleFile(path: "styles/base.css", content: []),
    ])

    private func answer(
        _ path: String, method: String = "GET", _ fields: [(name: String, value: String)] = []
    ) -> WholeResponse? {
        pages.response(to: WholeRequest(method: method, path: path, fields: fields))
    }

    private func value(_ name: String, _ response: WholeResponse?) -> String? {
        response?.fields.first { $0.name == name }?.value
    }

    @Test(arguments: [
        ("/", "text/html; charset=utf-8"), ("/scripts/main.js", "text/javascript; charset=utf-8"),
        ("/styles/base.css", "text/css; charset=utf-8"),
    ])
    func `each file has its path and its type`(path: String, type: String) {
        #expect(answer(path)?.status == 200)
        #expect(value("Content-Type", answer(path)) == type)
        #expect(answer(path, method: "HEAD")?.status == 200)
    }

    @Test(arguments: ["/index.html", "/scripts", "/scripts/", "/scripts/../index.html", "//", "/Scripts/main.js", ""])
    func `no other path is a file`(path: String) { #expect(answer(path) == nil) }

    @Test func `what is only read is not written`() {
        let refused = answer("/", method: "POST")
        #expect(refused?.status == 405)
        #expect(value("Allow", refused) == "GET, HEAD")
    }

    @Test(arguments: ["/", "/scripts/main.js"], ["GET", "POST"])
    func `every answer has the security fields`(path: String, method: String) {
        let response = answer(path, method: method)
        for field in ConsolePages.securityFields { #expect(value(field.name, response) == field.value) }
    }

    /// One word more here, and a page could be made to run what a merchant typed as a name.
    @Test func `nothing inline and nothing of another host is let in`() {
        let policy = ConsolePages.contentSecurityPolicy
        for word in ["unsafe", "http", "*", "blob:", "nonce-", "strict-dynamic"] { #expect(!policy.contains(word)) }
        #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
    }

    @Test func `a browser that holds the file is not sent it again`() throws {
        let tag = try #require(value("ETag", answer("/")))
        for held in [tag, "W/" + tag, "\"other\", \(tag)", "\"other\" ,\t\(tag) ", "*"] {
            let response = answer("/", [("If-None-Match", held)])
            #expect(response?.status == 304, "\(held)")
            #expect(response?.content == [])
            #expect(value("ETag", response) == tag)
        }
        for other in ["\"other\"", String(tag.dropFirst().dropLast()), ""] {
            #expect(answer("/", [("If-None-Match", other)])?.status == 200, "\(other)")
        }
    }

    @Test func `a file is asked about at each use`() {
        #expect(value("Cache-Control", answer("/")) == "no-cache")
    }
}
