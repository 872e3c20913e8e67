internal import HTTPCodec

/// Sending over TLS.
///
/// The library takes bytes of which it has sent only a part for as long as it needs to send the rest, and wants to be
/// offered the same bytes at the same place until then (SSL_write(3)). So they are copied to where they stay, one record
/// at a time: that costs little beside sealing them.
extension UpstreamConnection {
    /// The most bytes that one record holds (RFC 8446 §5.1).
    private static let recordSize = 16 * 1024

    /// Sends pieces one behind the other; how many bytes were taken, or `nil` where the connection cannot send any more.
    func seal(_ first: Span<UInt8>, _ second: Span<UInt8>, _ third: Span<UInt8>) -> Int? {
        if !sealing.isEmpty {
            guard let isSent = sendSealing() else { return nil }
            if !isSent { return 0 }
        }
        guard var taken = seal(first) else { return nil }
        if taken == first.count, !second.isEmpty, sealing.isEmpty {
            guard let more = seal(second) else { return nil }
            taken += more
        }
        if taken == first.count + second.count, !third.isEmpty, sealing.isEmpty {
            guard let more = seal(third) else { return nil }
            taken += more
        }
        return taken
    }

    private func seal(_ bytes: Span<UInt8>) -> Int? {
        var taken = 0
        while taken < bytes.count {
            let count = min(bytes.count - taken, Self.recordSize)
            sealing.acquire(from: buffers)
            sealing.append(bytes.extracting(taken..<taken + count))
            guard let isSent = sendSealing() else { return nil }
            taken += count
            if !isSent { break }
        }
        return taken
    }

    /// Gives the memory back, where all that was taken has been sent; whether it has.
    func endSealing() -> Bool {
        guard sealing.isEmpty else { return false }
        sealing.release(to: buffers)
        return true
    }

    /// Sends what waits; whether all of it went, or `nil` where the connection cannot send any more.
    func sendSealing() -> Bool? {
        while !sealing.isEmpty {
            switch curl.send(sealing.bytes) {
            case .moved(let count):
                hasBegun = true
                sealing.consume(count)
            case .wouldBlock:
                // A part of the record may be on its way.
                hasBegun = true
                waitForRoom()
                return false
            case .ended, .failed:
                noteFailedSending(curl.systemError)
                return nil
            }
        }
        return true
    }
}
