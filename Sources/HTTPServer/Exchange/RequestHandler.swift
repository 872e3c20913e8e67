package import HTTPCodec

/// Who answers a server's requests; one for each loop.
///
/// The two protocols of this folder obey one rule: **calls down return, events come up from the loop only.** What a
/// handler calls on an ``Exchange`` never calls the handler back before it has returned.
package protocol RequestHandler: AnyObject {
    /// The head of a request is in.
    ///
    /// Either answer at once, or set ``Exchange/delegate`` and answer later.
    ///
    /// - Parameters:
    ///   - head: the request's head; only during the call.
    ///   - bytes: what the ranges of `head` point into; only during the call.
    /// - Returns: whether the request was taken; if not, it is offered again at the loop's next turn. A handler says
    ///   so to spread costly work, and must then have answered nothing.
    func begin(_ exchange: Exchange, _ head: borrowing RequestHead, _ bytes: Span<UInt8>) -> Bool

    /// A message cannot be understood. Answer it at once; the connection closes afterwards.
    func refuse(_ exchange: Exchange, fault: MessageFault)

    /// An exchange that was answered without a delegate, or that was refused, is over.
    func ended(_ exchange: Exchange, completed: Bool)

    /// A connection was ended before it could carry a request; for the record.
    ///
    /// - Parameters:
    ///   - peer: the other end's address and port, as text.
    ///   - client: the other end's address.
    func rejected(_ fault: ConnectionFault, peer: [UInt8], client: NetworkAddress)

    /// Gives back what was not needed since the last time: asked for once a second after calls have ended.
    ///
    /// - Returns: whether more is left than a quiet loop needs; if not, it is not asked again before the next call ends.
    func trim() -> Bool
}

extension RequestHandler {
    /// Has nothing to give back.
    package func trim() -> Bool { false }

    /// Records nothing.
    package func rejected(_ fault: ConnectionFault, peer: [UInt8], client: NetworkAddress) {}
}

/// Who carries on an exchange that was not answered at once.
package protocol ExchangeDelegate: AnyObject {
    /// Content of the request has arrived; asked for by ``Exchange/acceptContent()``.
    ///
    /// - Returns: how many of the bytes were taken. After fewer than all, nothing comes until
    ///   ``Exchange/resumeContent()``.
    func exchange(_ exchange: Exchange, received content: Span<UInt8>) -> Int

    /// All of the request's content has been taken.
    func exchangeContentEnded(_ exchange: Exchange)

    /// The content is malformed, too late or cut short. Answer, where no answer has begun, or abort.
    func exchange(_ exchange: Exchange, contentFailed fault: MessageFault)

    /// Everything that had been sent has been taken by the client: there is room again.
    func exchangeDrained(_ exchange: Exchange)

    /// The server is about to stop, or to leave the address: what would not end by itself should end now.
    func exchangeIsToEnd(_ exchange: Exchange)

    /// The exchange is over, and must not be touched again. Comes once, whatever happened.
    ///
    /// - Parameter completed: whether the whole response was handed to the client's connection.
    func exchangeEnded(_ exchange: Exchange, completed: Bool)
}

extension ExchangeDelegate {
    /// Ends by itself.
    package func exchangeIsToEnd(_ exchange: Exchange) {}
}
