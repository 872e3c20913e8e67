/// Something that owns a descriptor and is told what happens to it.
package protocol EventHandler: AnyObject {
    /// Called on the loop's thread with what is true of the descriptor now (level-triggered: what is left undone is
    /// reported again at the next turn).
    func handle(_ events: Events)
}

/// Something that wants to go on after the current batch of events, when nothing else is on the call stack.
package protocol DeferredHandler: AnyObject {
    /// Called on the loop's thread once for each ``EventLoop/runLater(_:)``.
    func resume()
}

/// Something that wants to go on in the next turn of the loop, before the events of others.
package protocol EarlyHandler: AnyObject {
    /// Called on the loop's thread once for each ``EventLoop/runBeforeEvents(_:of:)``.
    func resumeEarly()
}
