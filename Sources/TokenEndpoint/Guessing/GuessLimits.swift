/// How many failures to authenticate are answered as usual, and what becomes of the rest.
///
/// The numbers are for people who mistype and programs that were given an old secret: five tries find a mistake. Nobody
/// guesses 256 random bits at any rate; what is limited is load, noise in the log, and the trying of leaked lists.
package struct GuessLimits: Hashable, Sendable {
    /// Failures a minute of one client id that are answered at once, known or not: 1 to 1,000,000.
    package var perClient: Int
    /// Failures a minute from one address that are answered at once: 1 to 1,000,000. More than of one client id, because
    /// many merchants may share an address.
    package var perAddress: Int
    /// The delays of the failures that follow, one after the other; what comes after these is refused with 429.
    package var delays: [Duration]
    /// How long every failure takes at least, so that its time does not tell what was found.
    package var leastTime: Duration
    /// How many answers may be delayed at one time; beyond that, what would be delayed is refused with 429.
    package var mostDelayed: Int
    /// Places in each row of a table: memory is 48 bytes for each, whatever is tried.
    package var places: Int

    package init(
        perClient: Int = 5, perAddress: Int = 20,
        delays: [Duration] = [.milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2)],
        leastTime: Duration = .milliseconds(2), mostDelayed: Int = 1_024, places: Int = 1 << 14
    ) {
        self.perClient = perClient
        self.perAddress = perAddress
        self.delays = delays
        self.leastTime = leastTime
        self.mostDelayed = mostDelayed
        self.places = places
    }
}
