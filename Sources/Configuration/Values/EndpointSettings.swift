/// One address that an upstream is reached at.
package enum EndpointSettings: Hashable, Sendable, CustomStringConvertible {
    /// `http://HOST:PORT`.
    case http(HostAndPort)
    /// `https://HOST:PORT`: TLS, and the other side proves that it is this host.
    case https(HostAndPort)
    /// `unix:/PATH`: a socket in the file system, without TLS.
    case unix(String)

    /// As it is written in logs, with the port.
    package var description: String {
        switch self {
        case .http(let host): "http://\(host)"
        case .https(let host): "https://\(host)"
        case .unix(let path): "unix:\(path)"
        }
    }

    /// Host and port; `nil` for a socket in the file system.
    package var host: HostAndPort? {
        switch self {
        case .http(let host), .https(let host): host
        case .unix: nil
        }
    }

    /// What `Host` says for it: without a port that is the scheme's own (RFC 9110 §4.2.3).
    package var authority: String? {
        switch self {
        case .http(let host): host.port == 80 ? host.bracketed : host.description
        case .https(let host): host.port == 443 ? host.bracketed : host.description
        case .unix: nil
        }
    }
}
