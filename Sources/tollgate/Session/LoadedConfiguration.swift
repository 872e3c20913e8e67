import Configuration

/// A configuration as it was read: its bytes, what they say, and what tells that they have changed since.
struct LoadedConfiguration: Sendable {
    /// The path it was read from.
    let file: String
    /// The bytes.
    let content: [UInt8]
    /// What they say.
    let configuration: GatewayConfiguration
    /// The files whose change has it read again.
    let watchedFiles: [String]
    /// Those files as they were before they were read, so that a change in between is not missed.
    let signatures: [FileSignature?]
}
