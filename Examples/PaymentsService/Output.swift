import Foundation

/// Standard output, written at once: who waits for the line that says where the service listens may read from a pipe.
enum Output {
    /// Writes one line. A reader that has gone away does not stop the service.
    static func line(_ text: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
    }
}
