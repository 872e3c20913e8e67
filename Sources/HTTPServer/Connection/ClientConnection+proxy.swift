internal import HTTPCodec

extension ClientConnection {
    /// Takes the header of the PROXY protocol, with which the connection has to begin; whether it is there.
    func readProxyHeader() -> Bool {
        do {
            guard let header = try ProxyHeader.read(input.bytes) else {
                if hasPeerEnded { close(reset: false) }
                return false
            }
            input.consume(header.byteCount)
            source = ClientSource(header, peer: peerAddress)
            awaitsProxyHeader = false
            arm(server.timeouts.idle)
            return true
        } catch {
            reject(.proxyHeader)
            return false
        }
    }

    /// Ends a connection that has not come to its first request.
    func reject(_ fault: ConnectionFault) {
        handler.rejected(fault, peer: peer, client: peerAddress)
        close(reset: true)
    }
}
