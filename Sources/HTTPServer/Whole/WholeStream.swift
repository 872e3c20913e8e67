/// The content of a response that is made while the client takes it, piece by piece: what is too much to be held at once, or
/// comes about only with time.
///
/// It goes out chunked, to HTTP/1.0 until the connection closes. HEAD, 204 and 304 have it not made at all.
package struct WholeStream: Sendable {
    /// Makes the content. Ends the response by returning; has the client see it break by throwing.
    package typealias Producer = @Sendable (WholeWriter) async throws -> Void

    /// Whether the content has no end of its own, as events have none.
    ///
    /// It then ends, in order, as soon as the server stops; other content goes on until it ends or the server's patience
    /// does. And little of it waits in the kernel, so that a client which stops taking it is noticed.
    package let isEndless: Bool
    /// Makes the content, on the concurrency pool. Its task is cancelled when nobody waits for the content any more.
    package let produce: Producer

    /// Content that a task makes; see the properties of the same names.
    package init(isEndless: Bool = false, _ produce: @escaping Producer) {
        self.isEndless = isEndless
        self.produce = produce
    }
}

/// Takes the pieces of a ``WholeStream``, one after the other, as fast as the client takes them and no faster.
package struct WholeWriter: Sendable {
    private let send: @Sendable ([UInt8]) async -> Bool

    /// - Parameter send: sends a piece; returns when there is room for another, with whether anybody still wants one.
    package init(_ send: @escaping @Sendable ([UInt8]) async -> Bool) { self.send = send }

    /// Sends a piece, and waits until there is room for another. One piece at a time, of some 64 KiB at most: so much of it
    /// is held for a client that does not take it.
    ///
    /// - Throws: ``WholeStreamEnded`` where no more is wanted.
    package func write(_ piece: [UInt8]) async throws(WholeStreamEnded) {
        guard await send(piece) else { throw WholeStreamEnded() }
    }
}

/// Nobody wants the rest of a stream: the client has gone or takes nothing, or the server stops.
package struct WholeStreamEnded: Error, Hashable, Sendable {}
