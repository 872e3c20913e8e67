internal import Accounts
internal import HTTPServer

/// The overview: one document, or one event a second.
package struct OverviewResource: Sendable {
    private let services: ManagementServices
    private let snapshot: @Sendable () async -> OverviewSnapshot
    private let events: OverviewEvents

    /// - Parameter snapshot: how the gateway is now.
    package init(services: ManagementServices, snapshot: @escaping @Sendable () async -> OverviewSnapshot) {
        self.init(services: services, snapshot: snapshot, events: OverviewEvents(snapshot: snapshot))
    }

    init(
        services: ManagementServices, snapshot: @escaping @Sendable () async -> OverviewSnapshot, events: OverviewEvents
    ) {
        self.services = services
        self.snapshot = snapshot
        self.events = events
    }

    /// Its operations.
    package var operations: [Operation] {
        [
            Operation(
                .get, "/overview", "readOverview", "What the gateway has done since its start, and how it is.",
                .permission(.readOverview),
                answers: [Operation.Answer(200, OverviewSnapshot.schema, "The overview as it is now.")]
            ) { _ in .json(await snapshot().json) },
            Operation(
                .get, "/overview/events", "watchOverview",
                "The overview as server-sent events: one `overview` a second, whose data is what `/overview` answers.",
                .permission(.readOverview),
                answers: [Operation.Answer(200, .string, "Events, without an end.", type: "text/event-stream")],
                refusals: [503], handler: stream),
        ]
    }

    private func stream(_ call: Call) async throws -> WholeResponse {
        let (caller, services) = (try call.signedIn(), services)
        let stream = events.stream {
            await caller.stillMay(.readOverview, in: services.store, at: services.now())
        }
        guard let stream else { throw Self.tooMany }
        return WholeResponse(
            status: 200,
            // A proxy in between that gathers what passes would keep the events back.
            fields: [("Content-Type", "text/event-stream"), ("X-Accel-Buffering", "no")], stream: stream)
    }

    private static var tooMany: Problem {
        var problem = Problem(
            503, .overviewTooManyStreams,
            "\(OverviewEvents.limit) streams of events are open already. Close some, or ask for /api/v1/overview.",
            ["most": .integer(Int64(OverviewEvents.limit))])
        problem.fields = [("Retry-After", "10")]
        return problem
    }
}
