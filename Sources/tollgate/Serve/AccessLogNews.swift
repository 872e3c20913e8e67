import EventLoop
import Gateway

/// What is new about the access log since the last look: told once, and lines that go on being dropped now and then.
struct AccessLogNews {
    /// Something to tell.
    enum Item: Equatable {
        case failing(SystemError)
        case writingAgain
        /// Lines dropped since the last time this was told, and since the start.
        case dropped(Int, inAll: Int)
    }

    /// How many looks pass before more dropped lines are told.
    private static let pause = 10

    private var isFailing = false
    private var droppedLines = 0
    private var looksToPass = 0

    /// Looks at the condition.
    mutating func look(at condition: AccessLogCondition) -> [Item] {
        var items: [Item] = []
        if let fault = condition.fault, !isFailing { items.append(.failing(fault)) }
        if condition.fault == nil, isFailing { items.append(.writingAgain) }
        isFailing = condition.fault != nil
        looksToPass = max(0, looksToPass - 1)
        if condition.droppedLines > droppedLines, looksToPass == 0 {
            items.append(.dropped(condition.droppedLines - droppedLines, inAll: condition.droppedLines))
            droppedLines = condition.droppedLines
            looksToPass = Self.pause
        }
        return items
    }
}
