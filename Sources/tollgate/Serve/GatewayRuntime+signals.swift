extension GatewayRuntime {
    /// Does what signals ask for, until they ask to stop.
    nonisolated func obey(_ signals: Signals) async {
        for await wish in signals.wishes {
            switch wish {
            case .stop: return
            case .reload: await reload(.signal)
            case .reopenLog: await serving.accessLog.reopen()
            }
        }
    }
}
