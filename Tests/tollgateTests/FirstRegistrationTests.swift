import Foundation
import Testing

/// Several commands at once on a folder without a database: one makes it, and none is told that it is another program's.
@Suite struct FirstRegistrationTests {
    @Test func `commands that are the first at once all succeed`() async throws {
        for _ in 0..<6 {
            let folder = try CommandLineRun()
            let results = try await withThrowingTaskGroup(of: CommandLineRun.Result.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        try await folder.run(
                            "applications", "register", "--name", "n\(number)", "--owner", "o", "--scope",
                            "transactions:read")
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for result in results { #expect(result.status == 0, "\(result.errors)") }
        }
    }
}
