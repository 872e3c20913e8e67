/// What `GET /transactions` is asked for.
struct PageRequest: Hashable, Sendable {
    /// How many transactions, 1 to 100.
    var limit = 20
    /// The last id of the page before.
    var after: String?

    /// Reads a query such as `limit=2&after=tx_1001`. Names and values that mean something need no escapes.
    init(query: String?) throws(Problem) {
        var faults: [Problem.Fault] = []
        var seen: Set<Substring> = []
        for pair in (query ?? "").split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = halves.count > 1 ? halves[1] : ""
            if let detail = take(halves[0], value, isFirst: seen.insert(halves[0]).inserted) {
                faults.append(Problem.Fault(field: String(halves[0]), detail: detail))
            }
        }
        if !faults.isEmpty { throw .query(faults) }
    }

    /// What is wrong with a parameter; `nil` where it was taken.
    private mutating func take(_ name: Substring, _ value: Substring, isFirst: Bool) -> String? {
        guard isFirst else { return "The parameter is given more than once. Give it once." }
        switch name {
        case "limit":
            guard let number = Int(value), 1...100 ~= number else { return "Send a number from 1 to 100." }
            limit = number
        case "after":
            after = String(value)
        default: return "There is no such parameter. Use limit and after."
        }
        return nil
    }
}
