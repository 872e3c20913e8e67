import Configuration
import Dispatch
import HTTPServer
import Synchronization

/// Looks names up where nobody else waits for it, and for so long at most.
///
/// The system's resolver blocks for as long as it likes, half a minute and more where no name server answers. What it
/// says after the bound goes nowhere; its thread ends when it does.
struct NameLookup: Sendable {
    /// Every address of a host, as literals without brackets. May block.
    typealias Find = @Sendable (_ host: HostAndPort, _ name: String) -> Result<[String], CommandFailure>

    /// The system's.
    static let system = NameLookup(patience: .seconds(10)) { host, name in
        Result { () throws(CommandFailure) in try AddressResolver.literals(for: host, named: name) }
    }

    /// Several at once, because one that hangs must not hold up the others.
    private static let threads = DispatchQueue(label: "tollgate.names", attributes: .concurrent)
    private static let bounds = DispatchQueue(label: "tollgate.names.bounds")

    /// How long a name is waited for.
    let patience: Duration
    let find: Find

    /// Every address of a host, as literals without brackets.
    ///
    /// - Parameter name: where the host stands in the configuration, for messages.
    /// - Throws: ``CommandFailure`` where it has none, where nobody says in time, or where the task is cancelled.
    func literals(for host: HostAndPort, named name: String) async throws(CommandFailure) -> [String] {
        if host.address != nil { return [host.host] }
        let race = NameRace()
        return try await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                race.begin(continuation)
                Self.threads.async { [find] in race.end(find(host, name)) }
                Self.bounds.asyncAfter(deadline: .now() + .milliseconds(Int(patience.milliseconds))) { [patience] in
                    race.end(
                        .failure(
                            CommandFailure(
                                "\(name): no name server has said within \(patience) which address \(host.host) has; "
                                    + "see to the name servers of this machine, or write an address")))
                }
            }
        } onCancel: {
            race.end(.failure(CommandFailure("\(name): the name \(host.host) is no longer looked up")))
        }.get()
    }

    /// Where a listener listens.
    func listener(_ host: HostAndPort, named name: String = "listen") async throws(CommandFailure) -> SocketAddress {
        guard let literal = try await literals(for: host, named: "\(name) \(host)").first,
            let address = SocketAddress(host: literal, port: host.port)
        else { throw CommandFailure("\(name) \(host): this is not an address that can be listened on") }
        return address
    }
}

/// The first of several outcomes.
private final class NameRace: Sendable {
    typealias Outcome = Result<[String], CommandFailure>

    private struct State {
        var continuation: CheckedContinuation<Outcome, Never>?
        var outcome: Outcome?
    }

    private let state = Mutex(State())

    /// Whoever waits; told at once where the outcome is there already.
    func begin(_ continuation: CheckedContinuation<Outcome, Never>) {
        let outcome = state.withLock { state in
            if state.outcome == nil { state.continuation = continuation }
            return state.outcome
        }
        if let outcome { continuation.resume(returning: outcome) }
    }

    /// An outcome; only the first counts.
    func end(_ outcome: Outcome) {
        let continuation = state.withLock { state in
            guard state.outcome == nil else { return nil as CheckedContinuation<Outcome, Never>? }
            state.outcome = outcome
            return state.continuation.take()
        }
        continuation?.resume(returning: outcome)
    }
}
