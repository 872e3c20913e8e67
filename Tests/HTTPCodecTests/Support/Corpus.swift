import Foundation

/// Message cases written by others, where `TOLLGATE_CORPORA` names their folder.
enum Corpus {
    struct Requests: Decodable {
        struct Case: Decodable {
            let name: String
            let kind: String
            let raw: String
            let settings: [Setting]

            enum CodingKeys: String, CodingKey {
                case name, kind
                case raw = "raw_latin1"
                case settings = "cfg"
            }
        }

        /// What the case changes about the parser that it was written for; only that there is one matters.
        struct Setting: Decodable {
            init(from decoder: any Decoder) throws {}
        }

        let cases: [Case]
    }

    struct FieldLines: Decodable {
        struct Case: Decodable {
            let line: String

            enum CodingKeys: String, CodingKey { case line = "header_line_latin1" }
        }

        let cases: [Case]
    }

    static let folder = ProcessInfo.processInfo.environment["TOLLGATE_CORPORA"]

    static func load<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
        let file = URL(fileURLWithPath: folder ?? "").appendingPathComponent(path)
        return try JSONDecoder().decode(type, from: Data(contentsOf: file))
    }
}
