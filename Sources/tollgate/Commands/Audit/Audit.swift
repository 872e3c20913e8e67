import ArgumentParser

/// `tollgate audit`: who changed what, and when.
struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Show who changed what and when, export it, and check that nothing of it was changed.",
        discussion: """
            Every change of applications, keys, merchants, accounts and the configuration has an entry, and so has every \
            sign-in. Each entry's digest covers the entry before it, so that none can be changed, removed or moved unnoticed. \
            Whoever can write the database could write the whole chain anew: keep the head that `verify` prints elsewhere, and \
            give it to --expect later.
            """,
        subcommands: [ListAudit.self, ExportAudit.self, VerifyAudit.self]
    )
}
