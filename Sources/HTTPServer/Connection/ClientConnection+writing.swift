internal import EventLoop
internal import HTTPCodec

extension ClientConnection {
    /// Content from this size on is not copied behind what waits, but sent from where it lies.
    private static let largeContent = 4 * 1024

    func acquireOutput() { output.acquire(from: pool) }

    /// Has a head written behind what waits.
    func writeHead(_ write: (inout ByteBuffer) -> Void) {
        Self.fill(&output, pool, write)
    }

    private static func fill(_ output: inout ByteBuffer, _ pool: BufferPool, _ write: (inout ByteBuffer) -> Void) {
        output.acquire(from: pool)
        write(&output)
    }

    /// Sends content, or lets a small piece wait for the flush.
    func send(_ content: Span<UInt8>) {
        guard !isBroken else { return }
        if content.count < Self.largeContent {
            return Self.append(content, to: &output, pool)
        }
        switch transport.write(output.bytes, content) {
        case .moved(let count):
            let fromOutput = min(count, output.count)
            output.consume(fromOutput)
            keep(content, from: count - fromOutput)
        case .wouldBlock: keep(content, from: 0)
        case .ended, .broken: breakOff()
        }
    }

    /// Sends content as one chunk (RFC 9112 §7.1).
    func sendChunk(_ content: Span<UInt8>) {
        guard !isBroken else { return }
        acquireOutput()
        guard content.count >= Self.largeContent else { return output.appendChunk(content) }
        output.appendChunkSize(content.count)
        let end = Self.chunkEnd.span
        switch transport.write(output.bytes, content, end) {
        case .moved(let count):
            let fromOutput = min(count, output.count)
            output.consume(fromOutput)
            let fromContent = min(count - fromOutput, content.count)
            keep(content, from: fromContent)
            keep(end, from: count - fromOutput - fromContent)
        case .wouldBlock:
            output.append(content)
            output.append(end)
        case .ended, .broken: breakOff()
        }
    }

    private static let chunkEnd = [ASCII.carriageReturn, ASCII.lineFeed]

    private static func append(_ content: Span<UInt8>, to output: inout ByteBuffer, _ pool: BufferPool) {
        output.acquire(from: pool)
        output.append(content)
    }

    /// What the kernel did not take waits in the output.
    private func keep(_ content: Span<UInt8>, from position: Int) {
        guard position < content.count else { return }
        acquireOutput()
        output.append(content.extracting(position..<content.count))
    }

    /// Hands what waits to the kernel; whether all of it went.
    @discardableResult
    func flush() -> Bool {
        guard !isBroken else { return true }
        switch Self.flush(&output, to: transport) {
        case .gone: return true
        case .broken:
            breakOff()
            return true
        case .waits: break
        }
        if !watched.contains(.writable) { waitsSince = loop.nowMicroseconds }
        watchWritable(true)
        arm(server.timeouts.write)
        return false
    }

    private enum Flush { case gone, waits, broken }

    private static func flush(_ output: inout ByteBuffer, to transport: Transport) -> Flush {
        guard !output.isEmpty else { return .gone }
        switch transport.write(output.bytes) {
        case .moved(let count):
            output.consume(count)
            return output.isEmpty ? .gone : .waits
        case .wouldBlock: return .waits
        case .ended, .broken: return .broken
        }
    }

    /// The kernel has room again.
    func writable() {
        guard phase == .exchange, !output.isEmpty else { return watchWritable(false) }
        guard flush(), !isBroken else { return }
        output.release(to: pool)
        watchWritable(false)
        guard let exchange else { return }
        let waitsForContent = exchange.wantsContent && !exchange.hasContentEnded && !exchange.isContentBlocked
        if waitsForContent { arm(server.timeouts.content) } else { disarm() }
        exchange.delegate?.exchangeDrained(exchange)
    }

    private func breakOff() {
        isBroken = true
        schedule()
    }
}
