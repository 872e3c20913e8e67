import Testing

@testable import ControlSocket

@Suite struct ControlReplyTests {
    @Test(arguments: [
        (ControlReply.ok(0), "ok 0\n"), (.ok(.max), "ok 9223372036854775807\n"), (.error("x y"), "error x y\n"),
    ])
    func `a reply is one line, and comes back as it went`(reply: ControlReply, line: String) {
        #expect(reply.line == line)
        #expect(ControlReply(line: line.utf8.dropLast()) == reply)
    }

    @Test(arguments: ["", "ok", "ok ", "ok -1", "ok 1 2", "OK 1", "error", "no"])
    func `anything else is no reply`(line: String) {
        #expect(ControlReply(line: line.utf8) == nil)
    }

    @Test func `an error stays one bounded line whatever its text`() {
        #expect(ControlReply.error("a\nok 7\n").line == "error a ok 7 \n")
        #expect(
            ControlReply.error(String(repeating: "\u{1F3E7}", count: 5000)).line.utf8.count <= ControlReply.longestLine)
    }
}
