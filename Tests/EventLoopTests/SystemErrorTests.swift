import EventLoop
import Glibc
import Testing

@Suite struct SystemErrorTests {
    @Test func `a result that is not negative passes through`() throws {
        #expect(try SystemError.check("call", 0) == 0)
        #expect(try SystemError.check("call", 7) == 7)
    }

    @Test func `a failure names the call and the kernel's reason`() {
        errno = ENOENT
        #expect(throws: SystemError(call: "open", code: ENOENT)) { try SystemError.check("open", -1) }
        #expect(SystemError(call: "open", code: ENOENT).description == "open: No such file or directory")
    }
}
