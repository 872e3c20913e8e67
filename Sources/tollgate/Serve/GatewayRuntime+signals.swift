extension GatewayRuntime {
    /// Does what signals ask for, until they ask to stop.
    nonisolated func obey(_ signals: Signals) async {
        for await wish in signals.wishes {
            switch wish {
            case .stop: return
            // Not waited for, because a name server may have to be, and the next signal may be to stop; ``stop(patience:)``
            // ends it.
            case .reload: Task { await self.reload(.signal) }
            case .reopenLog: await serving.accessLog.reopen()
            }
        }
    }
}
