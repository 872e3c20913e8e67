import Glibc
import Synchronization

/// What the control thread does: waits for clients, reads a line of each, and starts what it asks for.
///
/// Belongs to that thread alone, except `isStopped` and `inFlight`. Clients are read side by side, so that one that sends
/// nothing keeps no other waiting.
final class ControlLoop {
    /// How many clients may be read at once, and how many requests be under way; more wait at the door.
    static let mostClients = 16

    private let listener: Listener
    private let wake: Connection
    private let timeout: Duration
    private let handler: @Sendable (ControlRequest) async -> Int64
    private let inFlight = Counter()
    private var clients: [PendingClient] = []
    private var isExhausted = false

    /// - Parameters:
    ///   - wake: Ends the loop when its other side closes.
    ///   - timeout: How long a client may take to send its line.
    init(
        _ listener: Listener, wake: Connection, timeout: Duration,
        handler: @escaping @Sendable (ControlRequest) async -> Int64
    ) {
        self.listener = listener
        self.wake = wake
        self.timeout = timeout
        self.handler = handler
    }

    /// Runs until the other side of `wake` closes.
    func run() {
        while true {
            var watched = [pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0)]
            watched += clients.map { pollfd(fd: $0.connection.descriptor, events: Int16(POLLIN), revents: 0) }
            if clients.count < Self.mostClients && !isExhausted {
                watched.append(pollfd(fd: listener.descriptor, events: Int16(POLLIN), revents: 0))
            }
            let count = unsafe poll(&watched, nfds_t(watched.count), pollTimeout)
            if count < 0 {
                // EINTR, or no memory: what was returned says nothing.
                for index in watched.indices { watched[index].revents = 0 }
            }
            if watched[0].revents != 0 { return }
            advanceClients(watched[1...].prefix(clients.count).map { $0.revents != 0 })
            isExhausted = false
            acceptClients()
        }
    }

    /// Until the next client's time is up; a tenth of a second where no client can be accepted for want of descriptors.
    private var pollTimeout: Int32 {
        let next = clients.map(\.pollTimeout).min() ?? -1
        return isExhausted ? (next < 0 ? 100 : min(next, 100)) : next
    }

    private func acceptClients() {
        while clients.count < Self.mostClients {
            switch listener.accept() {
            case .connection(let connection):
                clients.append(PendingClient(connection, deadline: Deadline(after: timeout)))
            case .nobody: return
            case .exhausted:
                isExhausted = true
                return
            }
        }
    }

    private func advanceClients(_ readable: [Bool]) {
        var remaining: [PendingClient] = []
        for (var client, isReadable) in zip(clients, readable) {
            switch client.advance(isReadable: isReadable) {
            case .incomplete: remaining.append(client)
            case .request(let request): start(request, for: client.connection)
            case .fault(let text): _ = client.connection.send(ControlReply.error(text).line)
            case .gone: break
            }
        }
        clients = remaining
    }

    private func start(_ request: ControlRequest, for connection: Connection) {
        guard inFlight.increment(below: Self.mostClients) else {
            _ = connection.send(ControlReply.error("too many requests are under way; try again").line)
            return
        }
        // Not a child of anything: this thread must not wait for the loops, or one that hangs would also keep `stop`
        // waiting. It ends with the handler, whose time is bounded by whoever wrote it.
        Task { [handler, inFlight] in
            let reached = await handler(request)
            _ = connection.send(ControlReply.ok(reached).line)
            inFlight.decrement()
        }
    }
}
