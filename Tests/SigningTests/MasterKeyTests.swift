import Foundation
import Testing

@testable import Signing

@Suite struct MasterKeyTests {
    private static let text = String(repeating: "A", count: 43)

    @Test func `what is sealed opens with the same key and context`() throws {
        let key = MasterKey.random()
        for length in [0, 1, 15, 16, 17, 2000] {
            let content = SecureRandom.bytes(length)
            let sealed = try key.seal(content, context: [1, 2])
            #expect(sealed.count == 1 + 12 + length + 16)
            #expect(sealed[0] == 1)
            #expect(try key.open(sealed, context: [1, 2]) == content)
        }
    }

    @Test func `another key, another context or one changed bit does not open it`() throws {
        let key = MasterKey.random()
        let sealed = try key.seal([1, 2, 3, 4], context: [9])
        #expect(try MasterKey.random().open(sealed, context: [9]) == nil)
        #expect(try key.open(sealed, context: [8]) == nil)
        #expect(try key.open(sealed, context: []) == nil)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 0x01
            #expect(try key.open(changed, context: [9]) == nil)
        }
        for length in 0..<sealed.count { #expect(try key.open(Array(sealed[..<length]), context: [9]) == nil) }
        #expect(try key.open(sealed, context: [9]) == [1, 2, 3, 4])
    }

    @Test func `a code stands for one text, one context and one key`() {
        let key = MasterKey.random()
        let code = key.code(of: [1, 2, 3], context: [9])
        #expect(code.count == 32 && code == key.code(of: [1, 2, 3], context: [9]))
        for other in [
            key.code(of: [1, 2], context: [9]), key.code(of: [3], context: [9, 1, 2]),
            key.code(of: [1, 2, 3], context: []), MasterKey.random().code(of: [1, 2, 3], context: [9]),
            SHA256.digest(of: [1, 2, 3]),
        ] {
            #expect(other != code)
        }
    }

    @Test func `the same text is sealed differently each time`() throws {
        let key = MasterKey.random()
        #expect(try key.seal([1], context: []) != key.seal([1], context: []))
    }

    @Test(arguments: [
        "", "A", String(repeating: "A", count: 42), String(repeating: "A", count: 44), text + "=", text + " ",
    ])
    func `text that is not 32 bytes in base64url is refused without being repeated`(text: String) {
        let error = #expect(throws: MasterKeyError.self) { try MasterKey(text: text, source: "TOLLGATE_KEY") }
        #expect(error == MasterKeyError(source: "TOLLGATE_KEY", fault: .malformed))
        #expect(error?.message.contains("AAAA") == false)
    }

    @Test(arguments: [text, text + "\n", text + "\r\n"])
    func `text of 32 bytes is a key, with or without a line break`(text: String) throws {
        #expect(try MasterKey(text: text, source: "x").text == Self.text)
    }

    @Test func `a key does not show itself`() {
        let key = MasterKey.random()
        var dumped = ""
        dump(key, to: &dumped)
        for shown in ["\(key)", String(reflecting: key), dumped] { #expect(!shown.contains("ytes")) }
    }

    @Test func `a key file is made once, for its owner only, and read back`() throws {
        try inFolder { folder in
            let path = folder + "/keys/master.key"
            let made = try MasterKey.create(file: path)
            #expect(try MasterKey.load(file: path).text == made.text)
            #expect(try mode(path) == 0o600)
            #expect(try mode(folder + "/keys") == 0o700)
            #expect(throws: MasterKeyError(source: path, fault: .exists)) { try MasterKey.create(file: path) }
            #expect(try MasterKey.load(file: path).text == made.text)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/keys") == ["master.key"])
        }
    }

    /// Each of the 63 modes that let the owner read and write, and somebody else do something.
    @Test(arguments: (1...0o77).map { 0o600 | $0 })
    func `a key file that others may do anything with is refused`(mode: Int) throws {
        try inFolder { folder in
            let path = folder + "/master.key"
            _ = try MasterKey.create(file: path)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            let error = #expect(throws: MasterKeyError.self) { try MasterKey.load(file: path) }
            #expect(error?.fault == .exposed(mode: UInt32(mode)))
            #expect(error?.message.contains("mode 0\(String(mode, radix: 8))") == true)
            try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
            #expect(throws: Never.self) { try MasterKey.load(file: path) }
        }
    }

    @Test func `a missing file, a folder and an empty file are told apart`() throws {
        try inFolder { folder in
            let path = folder + "/master.key"
            #expect(throws: MasterKeyError(source: path, fault: .missing)) { try MasterKey.load(file: path) }
            #expect(throws: MasterKeyError(source: folder, fault: .notAFile)) { try MasterKey.load(file: folder) }
            #expect(FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]))
            #expect(throws: MasterKeyError(source: path, fault: .malformed)) { try MasterKey.load(file: path) }
        }
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }
}
