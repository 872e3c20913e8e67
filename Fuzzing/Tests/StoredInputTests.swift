import Foundation
import Testing

/// What the fuzzer looks at, over the inputs that are kept: each seed, each finding, and each of them with a few bytes changed.
struct StoredInputTests {
    @Test(arguments: FuzzTarget.allCases)
    func `the property of a target holds for its seeds`(target: FuzzTarget) throws {
        let files = try StoredInputs.files("Seeds", target)
        #expect(files.count >= 3, "a search needs something to begin with")
        for file in files {
            let broken = target.property(try StoredInputs.bytes(file))
            #expect(broken == nil, "\(file.lastPathComponent): \(broken ?? "")")
        }
    }

    @Test(arguments: FuzzTarget.allCases)
    func `the property of a target holds for what was once found`(target: FuzzTarget) throws {
        for file in try StoredInputs.files("Findings", target) {
            let broken = target.property(try StoredInputs.bytes(file))
            #expect(broken == nil, "\(file.lastPathComponent): \(broken ?? "")")
        }
    }

    @Test(arguments: FuzzTarget.allCases)
    func `the property of a target holds for its seeds with bytes left out, doubled and changed`(
        target: FuzzTarget
    ) throws {
        for file in try StoredInputs.files("Seeds", target) {
            let seed = try StoredInputs.bytes(file).prefix(400)
            for index in stride(from: 0, to: seed.count, by: max(1, seed.count / 60)) {
                for changed in Self.changes(of: Array(seed), at: index) {
                    guard let broken = target.property(changed) else { continue }
                    Issue.record("\(file.lastPathComponent) changed at \(index): \(broken)")
                    return
                }
            }
        }
    }

    /// The bytes without one, with one twice, and with one that means something elsewhere.
    private static func changes(of bytes: [UInt8], at index: Int) -> [[UInt8]] {
        let (before, after) = (Array(bytes[..<index]), Array(bytes[(index + 1)...]))
        return [before + after, before + [bytes[index], bytes[index]] + after]
            + [0x00, 0x0A, 0x0D, 0x20, 0x22, 0x25, 0x2E, 0x2F, 0x3A, 0x80].map { before + [$0] + after }
    }
}
