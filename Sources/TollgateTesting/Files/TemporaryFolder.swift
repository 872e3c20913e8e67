internal import Foundation

/// A folder that is deleted with all it holds when nobody needs it any more.
package final class TemporaryFolder: Sendable {
    /// Where it is.
    package let path: String

    /// Makes it.
    package init() throws {
        path = NSTemporaryDirectory() + "tollgate-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Where a database can be: in a folder of its own, which is not there yet.
    package var database: String { path + "/data/tollgate.db" }

    /// The permission bits of something in the folder.
    package func mode(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
        return attributes[.posixPermissions] as? Int ?? -1
    }

    /// What a file in the folder holds, read as text, whatever it is.
    package func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
    }
}
