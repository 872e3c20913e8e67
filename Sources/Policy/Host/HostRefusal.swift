/// Why the host of a request is refused before it is matched. The raw value is the reason's stable id.
///
/// Only tables in which some route names a host look at it. As with paths, nothing is repaired: what an upstream, a
/// cache or a certificate would take for the same host must not reach the routes of another.
package enum HostRefusal: String, Hashable, Sendable, CaseIterable, Error {
    /// An empty label: a dot at the beginning or at the end, or two in a row. `api.example.com.` is the same host to DNS.
    case emptyLabel = "host.emptyLabel"
    /// A percent-encoding (RFC 3986 §3.2.2), which some readers decode.
    case encoded = "host.encoded"

    /// What is wrong and what to do, for the caller.
    package var message: String {
        switch self {
        case .emptyLabel: "The host has an empty label. Send it without a dot at its end or two dots in a row."
        case .encoded: "The host is percent-encoded. Send it as it is."
        }
    }
}
