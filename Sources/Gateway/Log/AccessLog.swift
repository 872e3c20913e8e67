internal import EventLoop
internal import HTTPCodec

/// One loop's access log: gathers lines and hands them to the sink in batches.
final class AccessLog: TimerHandler {
    /// A batch of this size goes at once.
    private static let batchSize = 64 << 10
    /// A smaller one after so many milliseconds.
    private static let delay: Int64 = 200

    private var sink: AccessLogSink?
    private let loop: EventLoop
    private var lines = ByteBuffer()
    private var count = 0
    private var timer: TimerID?

    /// - Parameter sink: `nil` when nothing is logged.
    init(sink: AccessLogSink?, loop: EventLoop) {
        self.loop = loop
        adopt(sink)
    }

    /// Sends lines to another sink from now on; what has been gathered still goes to the one before.
    func adopt(_ sink: AccessLogSink?) {
        guard sink !== self.sink else { return }
        flush()
        self.sink = sink
        guard sink != nil, timer == nil else { return }
        lines.reserve(Self.batchSize + 32 << 10)
        timer = loop.makeTimer(self)
    }

    var isOn: Bool { sink != nil }

    /// Adds a line, which ends in LF.
    func append(_ line: Span<UInt8>) {
        guard sink != nil, let timer else { return }
        if count == 0 { loop.arm(timer, after: Self.delay) }
        count += 1
        if Self.append(line, to: &lines) >= Self.batchSize { flush() }
    }

    /// Returns how many bytes there are then.
    private static func append(_ line: Span<UInt8>, to lines: inout ByteBuffer) -> Int {
        lines.append(line)
        return lines.count
    }

    /// Hands over what there is.
    func flush() {
        guard let sink, !lines.isEmpty else { return }
        var bytes = sink.spare()
        bytes.replaceAll(with: lines.bytes)
        sink.write(AccessLogBatch(bytes: bytes, lineCount: count))
        lines.removeAll()
        count = 0
    }

    func timerFired(_ timer: TimerID) { flush() }
}
