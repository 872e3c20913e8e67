import Foundation
import Glibc

/// A server that answers one request with given bytes, and keeps what it was sent.
final class CannedServer: Sendable {
    /// The port on 127.0.0.1.
    let port: UInt16
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, size) == 0 && listen(descriptor, 1) == 0
                    && getsockname(descriptor, address, &size) == 0
            }
        }
        guard isListening else { throw NotListening() }
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { _ = close(descriptor) }

    struct NotListening: Error {}

    /// Answers the next request, and returns its head and content as text.
    func answer(_ status: String, _ content: String) async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [descriptor] in
                continuation.resume(returning: Self.serve(descriptor, status, content))
            }
        }
    }

    private static func serve(_ descriptor: Int32, _ status: String, _ content: String) -> String {
        let client = accept(descriptor, nil, nil)
        defer { _ = close(client) }
        var request = ""
        while !isWhole(request) {
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(client, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            request += String(decoding: bytes.prefix(count), as: UTF8.self)
        }
        let answer =
            "HTTP/1.1 \(status)\r\nContent-Length: \(content.utf8.count)\r\nConnection: close\r\n\r\n" + content
        let bytes = Array(answer.utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        return request
    }

    private static func isWhole(_ request: String) -> Bool {
        guard let end = request.range(of: "\r\n\r\n") else { return false }
        guard let length = request.firstMatch(of: /(?i)content-length: *([0-9]+)/).flatMap({ Int($0.1) }) else {
            return true
        }
        return request[end.upperBound...].utf8.count >= length
    }
}
