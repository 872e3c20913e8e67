/// How many attempts to sign in are made at once, and what becomes of the rest.
package struct SignInLimits: Hashable, Sendable {
    /// Attempts a minute under one name that are answered at once: 1 to 1,000,000.
    package var perName: Int
    /// Attempts a minute from one address that are answered at once: 1 to 1,000,000.
    package var perAddress: Int
    /// The delays of the attempts that follow, one after the other; what comes after these is refused.
    package var delays: [Duration]
    /// Places in each row of a table: memory is 48 bytes for each, whatever is tried.
    package var places: Int

    package init(
        perName: Int = 5, perAddress: Int = 20,
        delays: [Duration] = [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4)], places: Int = 1 << 12
    ) {
        self.perName = perName
        self.perAddress = perAddress
        self.delays = delays
        self.places = places
    }
}
