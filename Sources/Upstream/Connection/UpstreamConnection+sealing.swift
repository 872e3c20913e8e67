internal import HTTPCodec

/// Sending over TLS.
///
/// The library takes bytes of which it has sent only a part for as long as it needs to send the rest, and wants to be
/// offered the same bytes at the same place until then (SSL_write(3)). So they are copied to where they stay, one record
/// at a time: that costs little beside sealing them.
extension UpstreamConnection {
    /// The most bytes that one record holds (RFC 8446 §5.1).
    private static let recordSize = 16 * 1024

    /// Sends what can be sent now; how many bytes were taken, or `nil` where the connection cannot send any more.
    func seal(_ bytes: Span<UInt8>) -> Int? {
        if !sealing.isEmpty {
            guard let isSent = sendSealing() else { return nil }
            if !isSent { return 0 }
        }
        var taken = 0
        while taken < bytes.count {
            let count = min(bytes.count - taken, Self.recordSize)
            sealing.acquire(from: pool.buffers)
            sealing.append(bytes.extracting(taken..<taken + count))
            guard let isSent = sendSealing() else { return nil }
            taken += count
            if !isSent { break }
        }
        return taken
    }

    /// Sends what waits; whether all of it went, or `nil` where the connection cannot send any more.
    func sendSealing() -> Bool? {
        while !sealing.isEmpty {
            switch curl.send(sealing.bytes) {
            case .moved(let count):
                hasSent = true
                sealing.consume(count)
            case .wouldBlock:
                // A part of the record may be on its way.
                hasSent = true
                waitForRoom()
                return false
            case .ended, .failed:
                noteFailedSending()
                return nil
            }
        }
        return true
    }
}
