import Foundation

/// Damages a file the way a failing disk does.
enum Damage {
    /// Overwrites everything from an offset on.
    static func overwrite(_ path: String, from offset: Int, with byte: UInt8) throws {
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        data.replaceSubrange(offset..., with: repeatElement(byte, count: data.count - offset))
        try data.write(to: URL(fileURLWithPath: path))
    }
}
