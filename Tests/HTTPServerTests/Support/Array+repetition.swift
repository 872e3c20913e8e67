extension [UInt8] {
    /// Whether these are so many times the same bytes, and nothing else.
    ///
    /// Looked at piece by piece: to join megabytes of pieces takes seconds of a build that is not optimised.
    func consists(of piece: [UInt8], times: Int) -> Bool {
        count == piece.count * times
            && stride(from: 0, to: count, by: piece.count).allSatisfy { Array(self[$0..<$0 + piece.count]) == piece }
    }
}
