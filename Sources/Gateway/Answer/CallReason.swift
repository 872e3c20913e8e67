internal import HTTPCodec
internal import HTTPServer
internal import Policy
internal import Upstream

/// Why a call was refused or failed, whichever part of the gateway says so.
///
/// It holds nothing that is counted or allocated: what becomes a text is only written where somebody reads one.
enum CallReason: Hashable, Sendable {
    /// The decision refused it.
    case decision(Reason)
    /// The message cannot be understood, or did not arrive whole.
    case message(MessageFault)
    /// The connection was ended before it could carry a call.
    case connection(ConnectionFault)
    /// The upstream gave no usable answer.
    case upstream(UpstreamFailure)
    /// It came through this gateway too often.
    case loop

    /// The stable id: a metric label, a log field and a member of the problem document. A message can be refused for what the
    /// decision refuses too, and then has its id.
    var id: String {
        switch self {
        case .decision(let reason): reason.id
        case .message(let fault): fault.rawValue
        case .connection(let fault): fault.rawValue
        case .upstream(let failure): failure.rawValue
        case .loop: "route.loop"
        }
    }
}

extension CallReason: CaseIterable {
    static var allCases: [CallReason] {
        Reason.allCases.map(CallReason.decision) + MessageFault.allCases.map(CallReason.message)
            + ConnectionFault.allCases.map(CallReason.connection) + UpstreamFailure.allCases.map(CallReason.upstream)
            + [.loop]
    }
}
