/// Why a master key cannot be read or made, and from where.
package struct MasterKeyError: Error, Hashable {
    /// What can be wrong.
    package enum Fault: Hashable, Sendable {
        /// Not 32 bytes in base64url.
        case malformed
        /// There is no such file.
        case missing
        /// A file is there already, and is not written over.
        case exists
        /// Not an ordinary file.
        case notAFile
        /// Users other than its owner may read or write the file; its permissions.
        case exposed(mode: UInt32)
        /// The file belongs to another user, who can read and replace it.
        case foreign(owner: UInt32)
        /// The system refused a call; its words.
        case system(call: String, reason: String)
    }

    /// The file's path, or the name of the environment value.
    package let source: String
    package let fault: Fault

    package init(source: String, fault: Fault) {
        self.source = source
        self.fault = fault
    }

    /// What happened, where, and what to do.
    package var message: String {
        switch fault {
        case .malformed: "\(source): not a master key; it must hold 32 bytes in base64url, 43 characters"
        case .missing: "\(source): there is no master key here; restore the file from your backup"
        case .exists: "\(source): a file is here already, and a master key is never written over"
        case .notAFile: "\(source): not an ordinary file; name the file that holds the master key"
        case .exposed(let mode):
            "\(source): others may read or change the master key (mode \(Self.octal(mode))); run chmod 600 on it"
        case .foreign(let owner):
            "\(source): the master key belongs to user \(owner); make it belong to the user that runs the gateway"
        case .system(let call, let reason): "\(source): \(call) failed: \(reason)"
        }
    }

    private static func octal(_ mode: UInt32) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
