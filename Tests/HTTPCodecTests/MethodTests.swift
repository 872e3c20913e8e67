import HTTPCodec
import Testing

@Suite struct MethodTests {
    private func method(_ name: String) -> String? {
        MessageDriver.request.outcome(of: "\(name) /h HTTP/1.1\r\nHost: h\r\n\r\n").says("method")
    }

    @Test(arguments: ["get", "head", "post", "put", "delete", "patch", "options", "trace"])
    func `a method is known in upper case only`(name: String) {
        #expect(method(name.uppercased()) == name)
        #expect(method(name) == "other")
        #expect(method(name.capitalized) == "other")
        #expect(method(name.uppercased() + "S") == "other")
        #expect(method(String(name.uppercased().dropLast())) == "other")
    }

    @Test(arguments: ["PROPFIND", "M-SEARCH", "!#$%&'*+-.^_`|~", "a", "0", "-BLARGH"])
    func `any token is a method`(name: String) { #expect(method(name) == "other") }

    @Test func `only GET, HEAD and OPTIONS can be sent again`() {
        let all: [Method] = [.get, .head, .post, .put, .delete, .patch, .options, .trace, .connect, .other]
        #expect(all.filter(\.isSafe) == [.get, .head, .options])
    }
}

extension String {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
