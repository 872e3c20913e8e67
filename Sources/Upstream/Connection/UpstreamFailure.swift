/// Why an upstream gave no usable answer. The raw value is the reason's stable id.
package enum UpstreamFailure: String, Error, Hashable, Sendable, CaseIterable {
    /// The connection was refused, or there is no way there.
    case connect = "upstream.connect"
    /// The connection was not made in time.
    case connectTimeout = "upstream.connectTimeout"
    /// TLS failed, or the other side did not prove who it is.
    case tls = "upstream.tls"
    /// What came back is not a well-formed response.
    case badResponse = "upstream.protocol"
    /// The connection ended before the response did.
    case reset = "upstream.reset"
    /// The response, or its next byte, did not come in time.
    case timeout = "upstream.timeout"
    /// The gateway has no means to connect: no descriptors, no memory.
    case resources = "upstream.resources"

    /// The status that the client is answered with.
    package var status: Int {
        switch self {
        case .connectTimeout, .timeout: 504
        case .resources: 503
        default: 502
        }
    }

    /// Whether the request has certainly not been sent, so that any method may be tried elsewhere.
    package var isBeforeSending: Bool {
        switch self {
        case .connect, .connectTimeout, .tls, .resources: true
        case .badResponse, .reset, .timeout: false
        }
    }

    /// From what libcurl says of a connect.
    static func connecting(_ error: CurlError) -> UpstreamFailure {
        switch error.code {
        case 28: .connectTimeout
        case 35, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91: .tls
        case 27: .resources
        default: .connect
        }
    }
}
