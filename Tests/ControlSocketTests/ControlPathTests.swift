import Testing

@testable import ControlSocket

@Suite struct ControlPathTests {
    @Test func `a path that no socket can have is refused, and one byte less is not`() throws {
        let longest = "/" + String(repeating: "d", count: 107 - 14)
        #expect(try ControlPath(folder: longest).text.utf8.count == 107)
        let folder = longest + "d"
        #expect(
            throws: ControlSocketError(
                "\(folder)/control.sock: the path has 108 bytes, and that of a unix socket at most 107; "
                    + "use a data folder with a shorter path")
        ) { try ControlPath(folder: folder) }
        let result = ControlClient.tell(folder: folder, .sync(1))
        #expect(result == .failed(ControlSocketErrorText.of(folder)))
    }

    @Test func `a path with a NUL is refused`() {
        #expect(throws: ControlSocketError.self) { try ControlPath(folder: "/tmp/\u{0}") }
    }

    @Test func `without a folder the socket lies in the current one`() throws {
        #expect(try ControlPath(folder: "").text == "control.sock")
        #expect(try ControlPath(folder: "data").text == "data/control.sock")
    }
}

/// The message of the refusal, for comparison with what the client says.
private enum ControlSocketErrorText {
    static func of(_ folder: String) -> String {
        do {
            _ = try ControlPath(folder: folder)
            return ""
        } catch {
            return error.message
        }
    }
}
