import Foundation

/// The inputs that are kept in the repository: what a search begins with, and what searches have found.
enum StoredInputs {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// The files of a target below `Seeds` or `Findings`, by name.
    static func files(_ kind: String, _ target: FuzzTarget) throws -> [URL] {
        let place = folder.appending(path: kind).appending(path: target.rawValue)
        guard FileManager.default.fileExists(atPath: place.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    /// The bytes of a file.
    static func bytes(_ file: URL) throws -> [UInt8] { Array(try Data(contentsOf: file)) }
}
