import ArgumentParser
import Registry
import SQLiteStore

/// `tollgate backup`: a copy of the store, taken while the gateway serves.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a copy of the store to a file, also while the gateway serves.",
        discussion: """
            The copy holds applications, their history and the signing keys, which are encrypted: keep the master key \
            as well, and elsewhere. Copying data/tollgate.db with cp is not enough, because the latest changes stand in \
            a file beside it.

            To restore, stop the gateway, put the copy in the place of data/tollgate.db, and remove tollgate.db-wal and \
            tollgate.db-shm beside it.
            """
    )

    @Argument(help: ArgumentHelp("Where to write the copy; nothing may stand there yet.", valueName: "file"))
    var file: String

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    /// What `--json` shows.
    private struct Document: Encodable {
        let file: String
        let sequence: Int64
        let applications: Int
    }

    func run() async throws {
        guard let source = try store.open().store as? SQLiteStore else {
            throw CommandFailure("this store is not a file; back it up with its own tools")
        }
        try await source.backUp(to: file)
        // What it holds is read from the copy: a backup that cannot be opened is none.
        let copy = try SQLiteStore.open(path: file, create: false)
        let view = try await copy.view()
        try copy.close()
        if output.json {
            return try Output.json(
                Document(file: file, sequence: view.sequence, applications: view.count))
        }
        Output.line("Wrote \(file): \(view.count) applications, up to change \(view.sequence).")
    }
}
