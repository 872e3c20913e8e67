/// One address of an upstream.
package struct Endpoint: Hashable, Sendable {
    /// As the operator wrote it, such as `http://127.0.0.1:9001`: for logs and messages.
    package let name: String
    /// ``name`` as bytes.
    package let nameBytes: [UInt8]
    /// What libcurl is given.
    let url: String
    /// `CURLOPT_CONNECT_TO`: whatever the URL says, this address.
    let connectTo: String

    /// - Parameters:
    ///   - name: as the operator wrote it.
    ///   - authority: logical host and port, such as `payments.internal:9001`.
    ///   - address: the IP literal to connect to, without brackets.
    ///   - port: the port to connect to.
    package init(name: String, authority: String, address: String, port: UInt16) {
        self.name = name
        nameBytes = Array(name.utf8)
        url = "http://\(authority)/"
        let literal = address.utf8.contains(UInt8(ascii: ":")) ? "[\(address)]" : address
        connectTo = "::\(literal):\(port)"
    }
}
