import Foundation
import Signing
import Testing

@testable import Console

@Suite struct ConsoleFileTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/CConsole/Pages").standardizedFileURL

    private static var stored: [String: [UInt8]] {
        get throws {
            // Folders have no dot in their names, and files have one.
            let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.contains(".") }
            return Dictionary(
                uniqueKeysWithValues: try paths.map { ($0, Array(try Data(contentsOf: folder.appending(path: $0)))) })
        }
    }

    /// A file that was added without running Sources/CConsole/make would be missing from the binary, and one that was changed
    /// without a rebuild would be there as it was.
    @Test func `the binary holds every file as it is`() throws {
        let stored = try Self.stored
        #expect(Set(ConsoleFile.all.map(\.path)) == Set(stored.keys))
        for file in ConsoleFile.all { #expect(file.content == stored[file.path], "\(file.path)") }
    }

    @Test func `each file has a type that browsers accept without guessing`() {
        for file in ConsoleFile.all { #expect(file.mediaType != "application/octet-stream", "\(file.path)") }
    }

    @Test func `the tag of a file is its digest`() {
        let file = ConsoleFile(path: "a.js", content: Array("abc".utf8))
        #expect(file.entityTag == "\"" + Base64URL.encode(SHA256.digest(of: Array("abc".utf8))) + "\"")
        #expect(file.entityTag != ConsoleFile(path: "a.js", content: Array("abd".utf8)).entityTag)
    }
}
