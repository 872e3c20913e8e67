/// One address of an upstream.
package struct Endpoint: Hashable, Sendable {
    /// How it is reached.
    enum Way: Hashable {
        /// `CURLOPT_CONNECT_TO`: whatever the URL says, this address.
        case address(String)
        /// `CURLOPT_UNIX_SOCKET_PATH`.
        case socket(String)
    }

    /// As the operator wrote it, such as `http://127.0.0.1:9001`: for logs and messages.
    package let name: String
    /// ``name`` as bytes.
    package let nameBytes: [UInt8]
    /// What libcurl is given. The host in it is the one that the other side must prove to be.
    let url: String
    let way: Way
    /// How the connection is secured; `nil` for clear text.
    let identity: TLSIdentity?

    /// Where it leads: an address and a port, or a path.
    package var addressText: String {
        switch way {
        case .address(let address): String(address.dropFirst(2))
        case .socket(let path): path
        }
    }

    /// An address of the network.
    ///
    /// - Parameters:
    ///   - name: as the operator wrote it.
    ///   - authority: host and port; with an identity, the host that the other side's certificate must name.
    ///   - address: the IP literal to connect to, without brackets.
    ///   - port: the port to connect to.
    package init(name: String, authority: String, address: String, port: UInt16, identity: TLSIdentity? = nil) {
        self.name = name
        nameBytes = Array(name.utf8)
        self.identity = identity
        url = (identity == nil ? "http" : "https") + "://\(authority)/"
        let literal = address.utf8.contains(UInt8(ascii: ":")) ? "[\(address)]" : address
        way = .address("::\(literal):\(port)")
    }

    /// A socket in the file system.
    ///
    /// - Parameters:
    ///   - name: as the operator wrote it.
    ///   - path: absolute, of at most 107 bytes.
    package init(name: String, socket path: String) {
        self.name = name
        nameBytes = Array(name.utf8)
        identity = nil
        url = "http://localhost/"
        way = .socket(path)
    }
}
