import Foundation
import SQLiteStore
import Testing
import TollgateTesting

@Suite struct DataFolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `a folder and those above it are made for their owner only`() throws {
        try DataFolder.create(folder.path + "/a/b")
        #expect(try folder.mode("a") == 0o700)
        #expect(try folder.mode("a/b") == 0o700)
        try DataFolder.create(folder.path + "/a/b")
    }

    @Test func `a file in the folder's place is an error that says so`() throws {
        try Data().write(to: URL(fileURLWithPath: folder.path + "/a"))
        let path = folder.path + "/a"
        #expect(
            throws: DataFolderError(
                "\(path): the folder cannot be made (File exists); "
                    + "a file stands in its place; move it away or choose another path")
        ) { try DataFolder.create(path) }
    }

    @Test(arguments: [("a/b/c", "a/b"), ("a", ""), ("/a", "/"), ("/a/b", "/a"), ("", "")])
    func `the folder of a path is what lies before its last slash`(path: String, parent: String) {
        #expect(DataFolder.parent(of: path) == parent)
    }

    @Test func `a second gateway is refused while the first has the lock, and not after`() throws {
        #expect(!DataFolderLock.isHeld(folder: folder.path))
        var first: DataFolderLock? = try DataFolderLock(folder: folder.path)
        #expect(DataFolderLock.isHeld(folder: folder.path))
        #expect(
            throws: DataFolderError(
                "\(folder.path): process \(getpid()) serves from this data folder already "
                    + "(\(folder.path)/gateway.lock); stop it first, or give this gateway a folder of its own")
        ) { try DataFolderLock(folder: folder.path) }
        withExtendedLifetime(first) {}
        first = nil
        #expect(!DataFolderLock.isHeld(folder: folder.path))
        _ = try DataFolderLock(folder: folder.path)
        #expect(try folder.mode("gateway.lock") == 0o600)
    }

    @Test func `a lock in a folder that does not exist is an error`() {
        #expect(throws: DataFolderError.self) { try DataFolderLock(folder: folder.path + "/none") }
    }
}
