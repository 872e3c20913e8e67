import Foundation
import Testing

@testable import JSONWebToken

/// One text of the JSONTestSuite.
struct JSONCase: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let expect: String
    /// The text's bytes, each as the character of the same number; or the beginning of a long, regular text.
    let raw_latin1: String?
    let raw_latin1_pattern: String?
    /// How long the regular text is.
    let size: Int?

    var bytes: [UInt8] {
        if let raw_latin1 { return Self.bytes(raw_latin1) }
        let start = Self.bytes(raw_latin1_pattern ?? "")
        let period = (1...start.count).first { period in
            start.indices.allSatisfy { start[$0] == start[$0 % period] }
        }
        return (0..<(size ?? 0)).map { start[$0 % (period ?? 1)] }
    }
    private static func bytes(_ latin1: String) -> [UInt8] {
        latin1.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }
    var testDescription: String { name }
}

/// The folder of texts collected by others, where there is one.
private let corpora = ProcessInfo.processInfo.environment["TOLLGATE_CORPORA"]

/// Texts collected by others, read from the folder that `TOLLGATE_CORPORA` names.
@Suite(.enabled(if: corpora != nil, "TOLLGATE_CORPORA is not set"))
struct JSONCorpusTests {
    /// What the suite accepts and we do not: duplicate names.
    static let tightened: Set = ["y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"]

    private struct Corpus: Decodable { let cases: [JSONCase] }

    private static func cases() throws -> [JSONCase] {
        let file = URL(filePath: corpora ?? "").appending(path: "json/jsontestsuite_test_parsing.json")
        return try JSONDecoder().decode(Corpus.self, from: Data(contentsOf: file)).cases
    }

    private static func isRead(_ item: JSONCase) -> Bool {
        if case .success = parse(item.bytes, depth: 64) { true } else { false }
    }

    @Test func `every text that must be refused is refused`() throws {
        let cases = try Self.cases().filter { $0.name.hasPrefix("n_") }
        #expect(cases.count == 188)
        for item in cases { #expect(!Self.isRead(item), "\(item.name)") }
    }

    @Test func `every text that must be read is read, but for duplicate names`() throws {
        let cases = try Self.cases().filter { $0.name.hasPrefix("y_") }
        #expect(cases.count == 95)
        for item in cases { #expect(Self.isRead(item) != Self.tightened.contains(item.name), "\(item.name)") }
    }

    @Test func `every other text gets an answer`() throws {
        let cases = try Self.cases().filter { $0.name.hasPrefix("i_") }
        #expect(cases.count == 35)
        for item in cases { _ = Self.isRead(item) }
    }
}
