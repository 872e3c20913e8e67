/// Finds the name that was probably meant where one was misspelt.
enum NearMiss {
    /// The most insertions, deletions, replacements and swaps of neighbours between a name and a suggestion.
    static let greatestDistance = 2

    /// The candidate nearest to `name`, the first in order where several are; `nil` where none is near.
    static func find(_ name: String, among candidates: some Sequence<String>) -> String? {
        var best: (distance: Int, candidate: String)?
        for candidate in candidates {
            guard let distance = distance(Array(name.utf8), Array(candidate.utf8)) else { continue }
            if let known = best, (known.distance, known.candidate) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.candidate
    }

    /// `did you mean "payments"?`, or the other text where nothing is near.
    static func remedy(_ name: String, among candidates: some Sequence<String>, otherwise: String) -> String {
        find(name, among: candidates).map { "did you mean \"\($0)\"?" } ?? otherwise
    }

    /// The optimal string alignment distance; `nil` where it is too great or nothing of the shorter name is left.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int? {
        guard abs(left.count - right.count) <= greatestDistance, left.count <= 256 else { return nil }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let isSame = left[row] == right[column]
                var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (isSame ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        let distance = last[right.count]
        return distance <= greatestDistance && distance < min(left.count, right.count) ? distance : nil
    }
}
