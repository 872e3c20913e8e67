/// How a serving gateway is, as of one moment: what an operator or a monitor asks for.
package struct GatewayStatus: Hashable, Sendable {
    /// How the last attempt to put a configuration into force ended.
    package struct Reload: Hashable, Sendable {
        /// When, in seconds since 1970.
        package let time: Int64
        /// Why what was read is not in force; empty where it is.
        package let problems: [String]

        package init(time: Int64, problems: [String]) {
            self.time = time
            self.problems = problems
        }
    }

    /// The version that runs, in one line.
    package var version: String
    /// When it was started, in seconds since 1970.
    package var startedAt: Int64
    /// Whether it has been told to stop, and takes no new connections.
    package var isDraining: Bool
    /// Where clients connect.
    package var addresses: [String]
    /// The revision of the configuration that is in force.
    package var revision: Int64
    /// How the last attempt to change that ended.
    package var reload: Reload
    /// The last change of the registry that decisions are made by.
    package var sequence: Int64
    /// How many applications are registered.
    package var applications: Int
    /// Access-log lines that were lost because writing stalled.
    package var droppedLogLines: Int

    package init(
        version: String, startedAt: Int64, isDraining: Bool, addresses: [String], revision: Int64, reload: Reload,
        sequence: Int64, applications: Int, droppedLogLines: Int
    ) {
        self.version = version
        self.startedAt = startedAt
        self.isDraining = isDraining
        self.addresses = addresses
        self.revision = revision
        self.reload = reload
        self.sequence = sequence
        self.applications = applications
        self.droppedLogLines = droppedLogLines
    }
}
