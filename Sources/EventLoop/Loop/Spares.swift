/// Objects of one loop that wait to be used again, the last one used first.
///
/// After a rush of calls there would be as many as there were calls at once, for ever: ``trim()`` lets go of those that
/// were not needed since the last time.
@frozen
public struct Spares<Object> {
    @usableFromInline var objects: ContiguousArray<Object> = []
    @usableFromInline let limit: Int
    @usableFromInline let least: Int
    /// The fewest there were since the last ``trim()``: so many were not needed.
    @usableFromInline var unneeded = 0

    /// - Parameters:
    ///   - limit: how many are kept at most.
    ///   - least: how many stay however quiet it is, so that the first calls after a pause find some.
    @inlinable
    public init(limit: Int, least: Int = 8) {
        self.limit = limit
        self.least = least
    }

    /// How many wait.
    @inlinable
    public var count: Int { objects.count }

    /// Whether a quiet loop would need fewer.
    @inlinable
    public var hasSurplus: Bool { objects.count > least }

    /// Takes one out, where there is one.
    @inlinable
    public mutating func take() -> Object? {
        let object = objects.popLast()
        if objects.count < unneeded { unneeded = objects.count }
        return object
    }

    /// Keeps one, or lets go of it where there are enough.
    @inlinable
    public mutating func give(_ object: Object) {
        if objects.count < limit { objects.append(object) }
    }

    /// Lets go of those that were not needed since the last time, but not of the last few.
    package mutating func trim() {
        objects.removeLast(max(0, min(unneeded, objects.count - least)))
        unneeded = objects.count
    }

    /// Lets go of all.
    package mutating func removeAll() {
        objects.removeAll()
        unneeded = 0
    }
}
