/// Where a secret is kept: the configuration never holds one itself.
package enum SecretReference: Hashable, Sendable {
    /// An environment variable: `env:NAME`.
    case environment(String)
    /// A file: `file:PATH`, relative to the folder of the configuration.
    case file(String)

    /// The secret's bytes; one line end at the end of a file is not part of it.
    ///
    /// - Parameters:
    ///   - environment: the value of an environment variable.
    ///   - file: the content of a file; `nil` where it cannot be read.
    package func resolve(
        environment: (String) -> String?, file: (String) -> [UInt8]?
    ) throws(SecretReferenceError) -> [UInt8] {
        switch self {
        case .environment(let name):
            guard let value = environment(name), !value.utf8.isEmpty else { throw .environmentMissing(name) }
            return Array(value.utf8)
        case .file(let path):
            guard var bytes = file(path) else { throw .fileUnreadable(path) }
            if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
            if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
            guard !bytes.isEmpty else { throw .fileEmpty(path) }
            return bytes
        }
    }
}

/// Why a secret could not be had. None of these holds a secret.
package enum SecretReferenceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The environment variable is not set, or empty.
    case environmentMissing(String)
    /// The file is not there or not readable.
    case fileUnreadable(String)
    /// The file holds nothing but a line end.
    case fileEmpty(String)

    /// What happened and what to do.
    package var description: String {
        switch self {
        case .environmentMissing(let name):
            "the environment variable \(name) is not set or is empty; set it before the gateway is started"
        case .fileUnreadable(let path):
            "the file \(path) cannot be read; check that it exists and that the gateway's user may read it"
        case .fileEmpty(let path): "the file \(path) is empty; write the secret into it"
        }
    }
}
