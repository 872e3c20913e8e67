internal import CConsole
internal import Signing

/// A file of the console, out of the binary.
package struct ConsoleFile: Sendable {
    /// Its path below `Sources/CConsole/Pages/`, such as `scripts/main.js`.
    package let path: String
    /// What it holds.
    package let content: [UInt8]
    /// The value of its `Content-Type` field.
    package let mediaType: String
    /// Its strong entity tag, quotes included (RFC 9110 §8.8.3): the digest of the content, so that it changes with each
    /// change of the file and with nothing else.
    package let entityTag: String

    init(path: String, content: [UInt8]) {
        self.path = path
        self.content = content
        mediaType = Self.mediaType(of: path)
        entityTag = "\"" + Base64URL.encode(SHA256.digest(of: content)) + "\""
    }

    /// Every file, in the order of their paths.
    package static let all: [ConsoleFile] = {
        var count = 0
        let files = unsafe cconsole_files(&count)
        return unsafe UnsafeBufferPointer(start: files, count: count).map { file in
            let content = unsafe UnsafeBufferPointer(start: file.bytes, count: file.count)
            return unsafe ConsoleFile(path: String(cString: file.path), content: Array(content))
        }
    }()

    /// Browsers that are told not to guess (`nosniff`) run scripts and styles of exactly these types only.
    private static func mediaType(of path: String) -> String {
        switch path.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        default: "application/octet-stream"
        }
    }
}
