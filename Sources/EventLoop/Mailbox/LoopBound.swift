/// Carries a reference to something that belongs to a loop through threads that do not touch it.
///
/// Sound because ``value`` may be used only on the loop's thread, which debug builds check.
package struct LoopBound<Value>: @unchecked Sendable {
    private let loop: EventLoop
    private let stored: Value

    package init(_ value: Value, on loop: EventLoop) {
        self.loop = loop
        stored = value
    }

    /// The value; only on the loop's thread.
    package var value: Value {
        loop.assertOnLoop()
        return stored
    }
}
