/// How long the gateway waits: each 1 ms to 1 h.
package struct Timeouts: Hashable, Sendable {
    /// For the whole head of a request.
    package var head: Duration = .seconds(10)
    /// For the next request on a connection.
    package var idle: Duration = .seconds(75)
    /// For more of a request's content.
    package var body: Duration = .seconds(30)
    /// For a connection to an upstream.
    package var connect: Duration = .seconds(5)
    /// For the head of an upstream's response.
    package var response: Duration = .seconds(60)
}
