import Configuration

/// Where people reach the console.
enum ConsoleAddress {
    /// The address of a page of the console, for whoever sits at the machine; the path alone where no configuration says
    /// where the console is.
    static func link(_ path: String, _ configuration: GatewayConfiguration?) -> String {
        guard let management = configuration?.management else { return path }
        return (management.origin ?? "http://\(management.address)") + path
    }
}
