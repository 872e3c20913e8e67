/// How many signatures one turn of the loop verifies, and whose.
///
/// A flood of bad tokens then waits for itself, and not the calls with known tokens for it. And it waits in the order in
/// which it came, as good tokens that are new here do: whoever comes while others wait is put off behind them. Otherwise those
/// who were answered last would take each turn's share with their next request, and one that waits could wait for ever.
struct VerificationRation {
    /// For how long one turn may verify, in microseconds: four of ES256, one of ES384. A call with a known token waits for
    /// that long twice at the most, with its request and with its answer.
    private static let time = 240

    private var perTurn: Int
    private var turn: UInt64 = 0
    private var used = 0
    /// The last turn in which somebody was put off.
    private var putOff: UInt64?

    /// - Parameter cost: what one verification takes, in microseconds.
    init(cost: Int) { perTurn = Self.perTurn(cost) }

    /// Goes on with keys of another cost.
    mutating func adopt(cost: Int) { perTurn = Self.perTurn(cost) }

    /// Whether one that was put off need not even look: of thousands that wait, each is offered at every turn.
    mutating func isUsedUp(in turn: UInt64) -> Bool {
        guard turn == self.turn, used >= perTurn else { return false }
        putOff = turn
        return true
    }

    /// Takes one verification out of a turn's share; false where the request must wait.
    ///
    /// - Parameter waited: the request was put off before. Those are offered in their order, after the turn's events.
    mutating func take(in turn: UInt64, waited: Bool) -> Bool {
        if turn != self.turn {
            self.turn = turn
            used = 0
        }
        guard used < perTurn, waited || !hasWaiting(in: turn) else {
            putOff = turn
            return false
        }
        used += 1
        return true
    }

    /// Whether others may wait: they were put off in this turn or in the one before, and not all had a share since.
    private func hasWaiting(in turn: UInt64) -> Bool {
        guard let putOff else { return false }
        return turn &- putOff <= 1
    }

    private static func perTurn(_ cost: Int) -> Int { max(1, time / max(1, cost)) }
}
