/// A client whose line has not ended yet.
struct PendingClient {
    let connection: Connection
    private let deadline: Deadline
    private var bytes: [UInt8] = []

    init(_ connection: Connection, deadline: Deadline) {
        self.connection = connection
        self.deadline = deadline
    }

    /// What is known about the request by now.
    enum Progress: Hashable {
        case incomplete
        case request(ControlRequest)
        /// To be answered with an error, and dropped.
        case fault(String)
        /// To be dropped: there is nobody to answer.
        case gone
    }

    var pollTimeout: Int32 { deadline.pollTimeout }

    /// Takes in what arrived, if anything did.
    mutating func advance(isReadable: Bool) -> Progress {
        if isReadable {
            switch connection.receive(atMost: ControlRequest.longestLine) {
            case .bytes(let more): bytes += more
            case .nothingYet: break
            case .ended: return .gone
            }
        }
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
            if bytes.count >= ControlRequest.longestLine { return .fault("the line is too long") }
            return deadline.hasPassed ? .fault("the line did not end in time") : .incomplete
        }
        guard end == bytes.endIndex - 1, let request = ControlRequest(line: bytes[..<end]) else {
            return .fault("not a request; one line is expected: sync SEQUENCE, or keys SEQUENCE")
        }
        return .request(request)
    }
}
