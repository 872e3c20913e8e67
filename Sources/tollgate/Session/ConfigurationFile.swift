import Configuration
import Glibc
import SQLiteStore

/// `gateway.json` on disk.
enum ConfigurationFile {
    /// Reads and validates a configuration. Relative paths in it are taken from its own folder.
    ///
    /// - Throws: ``CommandFailure``, or the decoder's error with every problem.
    static func load(_ path: String) throws -> LoadedConfiguration {
        let signature = FileSignature(path: path)
        let bytes = try FileBytes.read(path)
        let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let decoder = ConfigurationDecoder(file: path, folder: DataFolder.parent(of: path), cores: cores)
        return LoadedConfiguration(
            file: path, content: bytes, configuration: try decoder.decode(bytes.span), watchedFiles: [path],
            signatures: [signature])
    }
}
