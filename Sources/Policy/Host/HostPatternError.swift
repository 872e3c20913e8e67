/// Why a text does not say which hosts a route serves.
package enum HostPatternError: Error, Hashable, Sendable {
    /// `*` alone.
    case everyHost
    /// `*` elsewhere than as the whole first label.
    case wildcard
    /// A port behind the name.
    case port
    /// An IPv6 address, which can be written in many ways.
    case address
    /// A dot at the end.
    case trailingDot
    /// Characters outside ASCII: requests carry such names in their `xn--` form.
    case notASCII
    /// Neither a name nor an IPv4 address.
    case form

    /// What is wrong.
    package var message: String {
        switch self {
        case .everyHost: "\"*\" is every host"
        case .wildcard: "\"*\" can only stand for the first labels"
        case .port: "a route serves its host on every port"
        case .address: "an IPv6 address can be written in many ways, and requests would have to write it alike"
        case .trailingDot: "the host ends in a dot, and a request whose host does is refused"
        case .notASCII: "requests carry host names in ASCII"
        case .form: "no request can have this host"
        }
    }

    /// What to do about it.
    package var remedy: String {
        switch self {
        case .everyHost: "leave \"host\" out"
        case .wildcard: "write it as \"*.example.com\""
        case .port: "leave the port out"
        case .address: "use a host name, or leave \"host\" out"
        case .trailingDot: "leave the dot out"
        case .notASCII: "write the name in its \"xn--\" form"
        case .form: "write it as \"api.example.com\" or \"*.example.com\""
        }
    }
}
