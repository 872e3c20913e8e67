import Glibc
import Testing

@testable import EventLoop

@Suite struct SocketBytesTests {
    /// Two ends of a connection, closed at the end of `body`.
    private func withPair(_ body: (CInt, CInt) throws -> Void) throws {
        var ends: [CInt] = [-1, -1]
        try #require(unsafe socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &ends) == 0)
        defer { for end in ends { close(end) } }
        try body(ends[0], ends[1])
    }

    private func read(_ descriptor: CInt) -> String? {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe SocketBytes.read(descriptor, into: $0) }
        return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    @Test(arguments: [
        ["head", "content", "end"], ["head", "", ""], ["", "content", ""], ["", "", "end"], ["head", "", "end"],
    ])
    func `pieces arrive one behind the other`(pieces: [String]) throws {
        try withPair { near, far in
            let (first, second, third) = (Array(pieces[0].utf8), Array(pieces[1].utf8), Array(pieces[2].utf8))
            let count = SocketBytes.write(near, first.span, second.span, third.span)
            #expect(count == pieces.joined().utf8.count)
            #expect(read(far) == pieces.joined())
        }
    }

    @Test func `nothing to read and no room to write are told, and nobody waits`() throws {
        try withPair { near, far in
            #expect(read(near) == nil && errno == EAGAIN)
            let piece = [UInt8](repeating: 0x78, count: 1 << 20)
            var count = 0
            repeat { count = SocketBytes.write(near, piece.span, piece.span, Span()) } while count > 0
            #expect(count == -1 && errno == EAGAIN)
        }
    }

    @Test func `an end is told as no bytes, and writing to it raises no signal`() throws {
        try withPair { near, far in
            shutdown(far, CInt(SHUT_RDWR))
            #expect(read(near) == "")
            let piece: [UInt8] = [1]
            let count = SocketBytes.write(near, piece.span, piece.span, piece.span)
            #expect(count == -1 && errno == EPIPE)
        }
    }
}
