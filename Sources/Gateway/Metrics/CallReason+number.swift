internal import HTTPCodec
internal import HTTPServer
internal import JSONWebToken
internal import Policy
internal import Upstream

/// A small number for each reason, so that it can be counted in its place of an array.
///
/// The numbers are known when this is compiled, and mean nothing outside the process. A reason that is new gets none by
/// itself: this does not compile until it has one.
extension CallReason {
    /// A place for each number.
    typealias Counts = InlineArray<76, UInt64>

    /// The reason's own number: its place in ``Counts``.
    var number: Int {
        switch self {
        case .decision(let reason): reason.number
        case .message(let fault): 34 + fault.number
        case .connection(let fault): 65 + fault.number
        case .upstream(let failure): 68 + failure.number
        case .loop: 75
        }
    }
}

extension Reason {
    fileprivate var number: Int {
        switch self {
        case .path(let refusal): refusal.number
        case .host(let refusal): 11 + refusal.number
        case .token(let fault): 13 + fault.number
        case .routeNotFound: 24
        case .routeMethod: 25
        case .credentialsMissing: 26
        case .credentialsMalformed: 27
        case .credentialsRepeated: 28
        case .tokenRevoked: 29
        case .applicationUnknown: 30
        case .applicationDisabled: 31
        case .audienceMissing: 32
        case .scopeMissing: 33
        }
    }
}

extension PathRefusal {
    fileprivate var number: Int {
        switch self {
        case .form: 0
        case .character: 1
        case .backslash: 2
        case .parameter: 3
        case .badEncoding: 4
        case .encodedUnreserved: 5
        case .encodedDelimiter: 6
        case .encodedControl: 7
        case .dotSegment: 8
        case .emptySegment: 9
        case .ambiguousSegment: 10
        }
    }
}

extension HostRefusal {
    fileprivate var number: Int {
        switch self {
        case .emptyLabel: 0
        case .encoded: 1
        }
    }
}

extension TokenFault {
    fileprivate var number: Int {
        switch self {
        case .malformed: 0
        case .wrongType: 1
        case .criticalExtension: 2
        case .unknownKey: 3
        case .wrongAlgorithm: 4
        case .badSignature: 5
        case .badClaim: 6
        case .wrongIssuer: 7
        case .expired: 8
        case .notYetValid: 9
        case .bound: 10
        }
    }
}

extension MessageFault {
    fileprivate var number: Int {
        switch self {
        case .requestLine: 0
        case .statusLine: 1
        case .version: 2
        case .target: 3
        case .targetTooLong: 4
        case .connectMethod: 5
        case .bareLineFeed: 6
        case .bareCarriageReturn: 7
        case .nul: 8
        case .headTooLarge: 9
        case .tooManyFields: 10
        case .tooManyOptions: 11
        case .fieldName: 12
        case .fieldValue: 13
        case .foldedLine: 14
        case .host: 15
        case .missingHost: 16
        case .repeatedAuthorization: 17
        case .forwarding: 18
        case .contentLength: 19
        case .transferEncoding: 20
        case .unknownTransferCoding: 21
        case .bothFramings: 22
        case .transferEncodingInOldVersion: 23
        case .expectation: 24
        case .chunk: 25
        case .trailer: 26
        case .contentTooLarge: 27
        case .headTimeout: 28
        case .contentTimeout: 29
        case .incomplete: 30
        }
    }
}

extension ConnectionFault {
    fileprivate var number: Int {
        switch self {
        case .untrustedPeer: 0
        case .proxyHeader: 1
        case .proxyHeaderTimeout: 2
        }
    }
}

extension UpstreamFailure {
    fileprivate var number: Int {
        switch self {
        case .connect: 0
        case .connectTimeout: 1
        case .tls: 2
        case .badResponse: 3
        case .reset: 4
        case .timeout: 5
        case .resources: 6
        }
    }
}
