import Foundation
import Testing

@testable import Configuration

/// `gateway.schema.json` and the decoder say the same: which keys there are, which must be there, and what may stand there.
@Suite struct SchemaTests {
    private let places: SchemaPlaces

    init() throws { places = try SchemaPlaces.load() }

    private func problems(_ steps: [SchemaPlaces.Step], _ value: Any?) -> [Problem] {
        do {
            _ = try decode(places.document(steps, value))
            return []
        } catch {
            return error.problems
        }
    }

    @Test func `the complete example has every key of the schema, and no problem`() throws {
        #expect(problems([], places.document).isEmpty)
        let byTitle = Dictionary(grouping: places.objects, by: \.title)
        #expect(byTitle.count >= 10)
        for (title, objects) in byTitle {
            let known = Set(objects.flatMap { $0.members.compactMap(\.steps.last) })
            let shown = Set(objects.flatMap { keys(at: $0.steps) })
            #expect(known.subtracting(shown).isEmpty, "\(title): the complete example should show each key")
        }
    }

    private func keys(at steps: [SchemaPlaces.Step]) -> [SchemaPlaces.Step] {
        let value = steps.reduce(places.document as Any?) { value, step in
            switch step {
            case .key(let key): (value as? [String: Any])?[key]
            case .index(let index): (value as? [Any])?[index]
            }
        }
        return (value as? [String: Any] ?? [:]).keys.map { .key($0) }
    }

    @Test func `in each object the decoder knows exactly the keys of the schema`() {
        let start = "the keys here are "
        for object in places.objects {
            let unknown = object.steps + [.key("zzzzzzzzzzzzzzzz")]
            let found = problems(unknown, 1).first { $0.message == "unknown key" }
            let known = found.map { Set($0.remedy.dropFirst(start.count).components(separatedBy: ", ")) }
            let described = Set(
                object.members.map { member in
                    if case .key(let key)? = member.steps.last { key } else { "" }
                })
            #expect(known == described, "\(SchemaPlaces.Step.text(object.steps))")
        }
    }

    @Test func `the decoder misses what the schema requires, and nothing else`() {
        for member in places.members {
            guard case .key(let key)? = member.steps.last else { continue }
            let isMissed = problems(member.steps, nil).contains { $0.message == "\"\(key)\" is missing" }
            #expect(isMissed == member.isRequired, "\(member)")
        }
    }

    @Test func `the bounds of the schema are those of the decoder`() throws {
        var count = 0
        for member in places.members {
            for (value, isInside) in try Bounds(member.schema)?.cases ?? [] {
                let isRefused = problems(member.steps, value).contains { $0.message.hasSuffix("is out of range") }
                #expect(isRefused == !isInside, "\(member): \(value)")
                count += 1
            }
        }
        #expect(count > 40)
    }

    @Test func `another kind of value than the schema's is refused`() {
        for member in places.members {
            let others: [Any] =
                switch member.schema["type"] as? String {
                case "string"?: [1, true, [String](), NSNull()]
                case "boolean"?, "integer"?: ["x", [String](), NSNull()]
                case "array"?: ["x", 1, [String: Int](), NSNull()]
                case "object"?: ["x", 1, [String](), NSNull()]
                default: [1.5, [String](), NSNull()]
                }
            for other in others {
                #expect(
                    problems(member.steps, other).contains { $0.path.hasPrefix(member.description) },
                    "\(member): \(other)")
            }
        }
    }

    @Test func `each default and each listed value is accepted, and no other where there is a list`() {
        for member in places.members {
            let listed = member.schema["enum"] as? [Any] ?? []
            for value in listed + [member.schema["default"]].compactMap({ $0 }) {
                let found = problems(member.steps, value).filter { $0.path == member.description }
                #expect(found.isEmpty, "\(member): \(value)")
            }
            if !listed.isEmpty { #expect(!problems(member.steps, "no such value").isEmpty, "\(member)") }
        }
    }
}

/// The bounds that a schema states, and values at and beyond them.
private struct Bounds {
    let cases: [(value: Any, isInside: Bool)]

    init?(_ schema: [String: Any]) throws {
        if let least = schema["x-minimum"] as? String, let greatest = schema["x-maximum"] as? String {
            let isSize = (schema["pattern"] as? String)?.contains("KiB") == true
            cases = isSize ? try Self.sizes(least, greatest) : try Self.durations(least, greatest)
        } else if let least = schema["minimum"] as? Int {
            let greatest = schema["maximum"] as? Int
            cases =
                [(least, true), (least - 1, false)] + (greatest.map { [($0, true), ($0 + 1, false)] } ?? [])
        } else {
            return nil
        }
    }

    private static func sizes(_ least: String, _ greatest: String) throws -> [(value: Any, isInside: Bool)] {
        let (low, high) = (try #require(SizeText.parse(least)), try #require(SizeText.parse(greatest)))
        return [(least, true), (greatest, true), ("\(high + 1)B", false)] + (low > 0 ? [("\(low - 1)B", false)] : [])
    }

    private static func durations(_ least: String, _ greatest: String) throws -> [(value: Any, isInside: Bool)] {
        let low = try #require(DurationText.parse(least))
        let high = try #require(DurationText.parse(greatest))
        let more = DurationText.text(high + .milliseconds(1))
        let less = DurationText.text(low - .milliseconds(1))
        return [(least, true), (greatest, true), (more, false)] + (low > .zero ? [(less, false)] : [])
    }
}
