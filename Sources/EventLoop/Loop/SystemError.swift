internal import Glibc

/// A system call that failed: which one, and the kernel's reason.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name of the call.
    package let call: String
    /// The value of `errno`.
    package let code: CInt

    package init(call: String, code: CInt) {
        self.call = call
        self.code = code
    }

    package var description: String {
        "\(call): \(unsafe String(cString: strerror(code)))"
    }

    /// Passes a result through, or throws with the current `errno` where it is negative.
    @discardableResult
    package static func check(_ call: StaticString, _ result: CInt) throws(SystemError) -> CInt {
        guard result < 0 else { return result }
        throw SystemError(call: "\(call)", code: errno)
    }
}
