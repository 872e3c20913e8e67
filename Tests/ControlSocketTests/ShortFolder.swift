import Foundation

/// A folder whose path is short enough for a socket, deleted when nobody needs it any more.
final class ShortFolder: Sendable {
    let path: String

    init() throws {
        path = "/tmp/tollgate-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var socket: String { path + "/control.sock" }
}
