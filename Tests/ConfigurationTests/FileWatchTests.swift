import Foundation
import Testing

@testable import Configuration

@Suite final class FileWatchTests {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "tollgate-watch-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
    }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: folder + "/" + name, withDestinationPath: target)
    }

    private func signature(_ name: String) -> FileSignature? { FileSignature(path: folder + "/" + name) }

    private func expect(
        _ watch: inout FileWatch, _ files: [FileSignature?], _ isTold: Bool, at place: SourceLocation = #_sourceLocation
    ) {
        let isChanged = watch.look(files)
        #expect(isChanged == isTold, sourceLocation: place)
    }

    @Test func `a change is told once, when it has stood from one look to the next`() throws {
        try write("1", to: "a")
        let first = signature("a")
        try write("22", to: "a")
        let second = signature("a")
        var watch = FileWatch([first])
        expect(&watch, [first], false)
        expect(&watch, [second], false)
        expect(&watch, [second], true)
        expect(&watch, [second], false)
    }

    @Test func `a file that is being written is not told of until it rests`() throws {
        var signatures: [FileSignature?] = []
        for length in 1...4 {
            try write(String(repeating: "x", count: length), to: "a")
            signatures.append(signature("a"))
        }
        var watch = FileWatch([signatures[0]])
        for signature in signatures.dropFirst() { expect(&watch, [signature], false) }
        expect(&watch, [signatures[3]], true)
    }

    @Test func `a file that goes away and comes back as it was is not told of`() throws {
        try write("1", to: "a")
        var watch = FileWatch([signature("a")])
        expect(&watch, [nil], false)
        expect(&watch, [signature("a")], false)
        expect(&watch, [signature("a")], false)
    }

    @Test func `an edit that keeps length and time of modification changes the signature`() throws {
        try write("1", to: "a")
        let before = signature("a")
        let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/a")
        try write("2", to: "b")
        #expect(unsafe rename(folder + "/b", folder + "/a") == 0)
        try FileManager.default.setAttributes(
            [.modificationDate: attributes[.modificationDate] as Any], ofItemAtPath: folder + "/a")
        #expect(signature("a") != before)
    }

    @Test func `a folder that is turned to another through a link changes the signature`() throws {
        for name in ["v1", "v2"] {
            try FileManager.default.createDirectory(atPath: folder + "/" + name, withIntermediateDirectories: true)
            try write("same", to: name + "/gateway.json")
        }
        try link("data", to: "v1")
        try link("gateway.json", to: "data/gateway.json")
        let before = signature("gateway.json")
        try link("data-new", to: "v2")
        #expect(unsafe rename(folder + "/data-new", folder + "/data") == 0)
        #expect(signature("gateway.json") != nil)
        #expect(signature("gateway.json") != before)
    }
}
