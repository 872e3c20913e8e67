/// How many attempts to sign in are made at once, and what becomes of the rest.
package struct SignInLimits: Hashable, Sendable {
    /// Attempts a minute under one name and from one address that are answered at once: 1 to 1,000,000.
    package var perName: Int
    /// Attempts a minute under one name, wherever they come from, that are answered at once: 1 to 1,000,000. More than one
    /// address may make under all names, or one address could keep somebody out everywhere.
    package var perNameOverall: Int
    /// Attempts a minute from one address that are answered at once: 1 to 1,000,000.
    package var perAddress: Int
    /// Wrong codes of an authenticator a minute that are answered at once: 1 to 1,000,000. There are a million codes and three
    /// are right, so that this decides how long a guess takes whoever has the password.
    package var perCode: Int
    /// The delays of the attempts that follow, one after the other; what comes after these is refused.
    package var delays: [Duration]
    /// Places in each row of a table: memory is 96 bytes for each, whatever is tried.
    package var places: Int

    package init(
        perName: Int = 5, perNameOverall: Int = 30, perAddress: Int = 20, perCode: Int = 1,
        delays: [Duration] = [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4)], places: Int = 1 << 12
    ) {
        self.perName = perName
        self.perNameOverall = perNameOverall
        self.perAddress = perAddress
        self.perCode = perCode
        self.delays = delays
        self.places = places
    }
}
