import EventLoop
import HTTPServer

extension WholeServer {
    /// The most content that the service keeps of a request, in bytes; a payment is a few hundred.
    static let paymentLimit = 64 * 1024

    /// The payments service, listening.
    ///
    /// - Throws: ``SystemError`` where the address cannot be listened on; nothing then keeps running.
    static func payments(
        at address: SocketAddress, responder: @escaping @Sendable (WholeRequest) async -> WholeResponse
    ) throws(SystemError) -> WholeServer {
        try WholeServer(
            at: address, name: "payments", contentLimit: paymentLimit,
            refusal: { Problem($0).response(caller: nil) }, responder: responder)
    }
}
