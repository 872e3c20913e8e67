import ArgumentParser
import EventLoop
import HTTPServer
import Glibc

/// `payments-service`: a stand-in for a payment provider's web service, to put behind the gateway.
@main
struct App: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payments-service",
        abstract: "A small payments API to try the gateway with. It keeps everything in memory.",
        discussion: """
            Every answer names the caller as the gateway passed it on. The service itself checks no \
            credentials: it believes whoever can reach it, so let only the gateway reach it. \
            SIGTERM and SIGINT let requests under way end, then stop.
            """
    )

    @Option(name: .long, help: ArgumentHelp("Where to listen; port 0 takes a free one.", valueName: "address:port"))
    var listen = "127.0.0.1:9001"

    @Flag(name: .long, help: "Write one line for each request to standard output.")
    var log = false

    func run() throws {
        guard let address = ListenAddress.parse(listen) else {
            throw ValidationError("--listen \(listen): write an IP address and a port, such as 127.0.0.1:9001")
        }
        // Before the loop's thread is started, so that it inherits the blocked signals.
        let signals = StopSignals()
        let api = PaymentsAPI(ledger: Ledger(seed: .demonstration))
        let log = log ? RequestLog() : nil
        let service: WholeServer
        do {
            service = try WholeServer.payments(at: address) { request in
                let response = api.respond(to: request, at: Int64(time(nil)))
                log?.write(request, response)
                return response
            }
        } catch {
            throw StartFailure(description: "cannot listen on \(listen): \(error); choose another --listen address")
        }
        Output.line("payments-service listens on \(service.address)")
        signals.wait()
        service.stop(patience: 5_000)
    }

    /// Why the service did not start.
    private struct StartFailure: Error, CustomStringConvertible {
        let description: String
    }
}
