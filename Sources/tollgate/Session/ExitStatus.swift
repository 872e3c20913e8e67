import ArgumentParser

/// The exit codes of every command, after sysexits(3) where it has one that fits.
enum ExitStatus {
    /// The change is stored, but the serving gateway has not confirmed it (`EX_TEMPFAIL`).
    static let unconfirmed = ExitCode(75)
    /// `explain`: the call would be refused (`EX_NOPERM`).
    static let refused = ExitCode(77)
    /// `gateway.json` cannot be read or used (`EX_CONFIG`).
    static let configuration = ExitCode(78)

    /// For `tollgate --help`.
    static let discussion = """
        Exit codes:
          0   done; what was changed is in force, or no gateway is serving
          1   refused or failed; nothing was changed
          64  the command was not understood
          75  the change is stored, but the serving gateway did not confirm it within
              5 seconds; it polls, and will pick it up
          77  explain: the call would be refused
          78  the configuration cannot be used
        """
}
