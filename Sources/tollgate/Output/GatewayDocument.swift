import ControlSocket

/// Whether a serving gateway has a change, as `--json` shows it: `acknowledged`, `notServing` or `unconfirmed`.
struct GatewayDocument: Encodable {
    let state: String
    let message: String?

    init(_ result: SyncResult) {
        switch result {
        case .acknowledged: (state, message) = ("acknowledged", nil)
        case .notServing: (state, message) = ("notServing", nil)
        case .failed(let text): (state, message) = ("unconfirmed", text)
        }
    }
}

extension SyncResult {
    /// The same for people; `nil` where there is nothing to say on standard output.
    func line(folder: String) -> String? {
        switch self {
        case .acknowledged(let sequence): "The serving gateway has it (change \(sequence))."
        case .notServing:
            "No gateway is serving from \(folder.isEmpty ? "." : folder); the next one will start with it."
        case .failed: nil
        }
    }

    /// Warns where a gateway may be serving and has not confirmed a change.
    ///
    /// - Throws: ``ExitStatus/unconfirmed``.
    func requireConfirmation(of sequence: Int64) throws {
        guard case .failed(let message) = self else { return }
        Output.note(
            "Warning: change \(sequence) is stored, but the gateway has not confirmed it: \(message). "
                + "A serving gateway polls, and will pick it up.")
        throw ExitStatus.unconfirmed
    }
}
