import ArgumentParser
import Configuration
import Glibc
import SQLiteStore

/// `gateway.json` on disk.
enum ConfigurationFile {
    /// Where an installed gateway has it.
    private static let installedPath = "/etc/tollgate/gateway.json"

    /// What is read where nobody names a file: `gateway.json` in the current folder, and where there is none, that of the
    /// gateway that is installed.
    static var standardPath: String {
        let here = "gateway.json"
        return unsafe access(here, F_OK) != 0 && access(installedPath, F_OK) == 0 ? installedPath : here
    }

    /// A configuration, for commands that do nothing without one.
    ///
    /// - Throws: ``ExitStatus/configuration`` after the problems were printed.
    static func settings(_ path: String) throws -> GatewayConfiguration {
        do {
            return try load(path).configuration
        } catch {
            Output.error("\(error)")
            throw ExitStatus.configuration
        }
    }

    /// Reads and validates a configuration. Relative paths in it are taken from its own folder.
    ///
    /// - Throws: ``CommandFailure``, or the decoder's error with every problem.
    static func load(_ path: String) throws -> LoadedConfiguration {
        let signature = FileSignature(path: path)
        let bytes = try FileBytes.read(path)
        let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let files = NamedFiles()
        let decoder = ConfigurationDecoder(
            file: path, folder: DataFolder.parent(of: path), cores: cores, read: { files.read($0) })
        let configuration = try decoder.decode(bytes.span)
        let others = files.signatures
        return LoadedConfiguration(
            file: path, content: bytes, configuration: configuration, watchedFiles: [path] + others.map(\.path),
            signatures: [signature] + others.map(\.signature))
    }
}
