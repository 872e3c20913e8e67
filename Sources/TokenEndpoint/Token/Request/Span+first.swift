extension Span<UInt8> {
    /// The place of the first of these bytes; `nil` where there is none.
    func first(_ byte: UInt8) -> Int? {
        for index in indices where self[index] == byte { return index }
        return nil
    }
}
