import Glibc
import Testing

/// A pipe of the kernel's; closed at the end.
final class Pipe: Sendable {
    let reader: CInt
    let writer: CInt

    init() throws {
        var ends: [CInt] = [-1, -1]
        let result = unsafe pipe(&ends)
        try #require(result == 0)
        (reader, writer) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    }

    deinit {
        close(reader)
        close(writer)
    }

    func put() {
        var byte: UInt8 = 1
        _ = unsafe write(writer, &byte, 1)
    }

    func take() {
        var byte: UInt8 = 0
        _ = unsafe read(reader, &byte, 1)
    }
}
