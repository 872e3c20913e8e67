import Testing

@testable import Policy

struct RouteTableReferenceTests {
    static let words = ["a", "b", "A", "B", "a!", "a%21", "%C3%A9", "%c3%a9", "c", "a%2FB", "%2Fb"]
    static let names = [
        "x.test", "a.x.test", "b.a.x.test", "A.X.test:80", "test", "y.test", "x.test.", "a%2ex.test", "",
    ]
    static let hosts = ["x.test", "a.x.test", "*.x.test", "*.a.x.test", "*.test"]

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `random tables answer random paths as the slow reference does`(_ seed: UInt64) throws {
        var random = Seeded(state: seed)
        var answers: [String: Int] = [:]
        for _ in 0..<6 {
            let hasHosts = Bool.random(using: &random)
            let entries = usable(
                try (0..<Int.random(in: 1...14, using: &random)).map { _ in try entry(&random, hasHosts) })
            let table = try RouteTable(entries)
            let reference = ReferenceMatcher(entries: entries)
            for _ in 0..<120 {
                let method = ["GET", "HEAD", "POST", "PUT"].randomElement(using: &random) ?? "GET"
                let path = path(&random)
                let host = Self.names.randomElement(using: &random) ?? ""
                let expected: String
                switch reference.match(method, path, host: host) {
                case .route(let index): expected = "\(index)"
                case .notFound: expected = "not found"
                case .refused(let refusal): expected = refusal.rawValue
                case .refusedHost(let refusal): expected = refusal.rawValue
                case .methodNotAllowed: expected = "allow " + reference.allow(path, host: host)
                }
                let answer = table.answer(method, path, host: host)
                #expect(
                    answer == expected, "\(method) \(host)\(path) in \(entries.map { "\($0.label) \($0.options)" })")
                answers[Int(answer) == nil ? String(answer.prefix(5)) : "route", default: 0] += 1
            }
        }
        #expect(answers.count >= 3, "the paths are too much alike: \(answers)")
    }

    /// The entries without those that the table would report.
    private func usable(_ entries: [RouteEntry]) -> [RouteEntry] {
        var entries = entries
        while true {
            do throws(RouteTableError) {
                _ = try RouteTable(entries)
                return entries
            } catch {
                switch error.problems[0] {
                case .conflict(let entry, _), .unreachable(let entry, _), .method(let entry): entries.remove(at: entry)
                case .tooManyAlternatives: entries.removeLast()
                }
            }
        }
    }

    private func entry(_ random: inout Seeded, _ hasHosts: Bool) throws -> RouteEntry {
        let entry = try entries([line(&random)])[0]
        let host =
            hasHosts && Int.random(in: 0..<3, using: &random) > 0 ? Self.hosts.randomElement(using: &random) : nil
        let options = Int.random(in: 0..<6, using: &random)
        return RouteEntry(
            method: entry.method, host: try host.map { try HostPattern($0) }, pattern: entry.pattern,
            options: options < 4 ? RouteOptions(rawValue: UInt8(options)) : [])
    }

    private func line(_ random: inout Seeded) -> String {
        var path = ""
        let count = Int.random(in: 1...4, using: &random)
        for index in 0..<count {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<6: path += "/" + (Self.words.dropLast(2).randomElement(using: &random) ?? "a")
            case 6..<9: path += "/{p\(index)}"
            default: path += index == count - 1 ? "/{r...}" : "/{p\(index)}"
            }
        }
        if Int.random(in: 0..<8, using: &random) == 0, !path.hasSuffix("...}") { path += "/" }
        return (["GET", "POST", "HEAD"].randomElement(using: &random) ?? "GET") + " " + path
    }

    private func path(_ random: inout Seeded) -> String {
        var path = ""
        for _ in 0..<Int.random(in: 1...5, using: &random) {
            path += "/" + (Self.words.randomElement(using: &random) ?? "a")
        }
        return Int.random(in: 0..<6, using: &random) == 0 ? path + "/" : path
    }
}
