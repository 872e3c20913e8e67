import Policy

/// Routes that contradict each other, in words that name both.
extension ConfigurationDecoder {
    func report(_ problem: RouteTableProblem, _ routes: [Route], _ places: [ConfigurationValue]) {
        func name(_ index: Int) -> String {
            "\(places[index].path.dropLast(".match".count)) \"\(routes[index].label)\""
        }
        switch problem {
        case .method(let entry):
            places[entry].report("the method cannot be used", remedy: "write one such as GET or POST")
        case .conflict(let entry, let other):
            places[entry].report(
                "\"\(routes[entry].label)\" matches the same requests as \(name(other))", at: places[other],
                remedy: "remove one of the two, or make its path more specific")
        case .unreachable(let entry, let other):
            places[entry].report(
                "no request can reach \"\(routes[entry].label)\", because more specific routes such as \(name(other))",
                at: places[other], "take every path that it matches", remedy: "remove it")
        case .tooManyAlternatives(let visits):
            places.first?.report(
                "matching one path could take \(visits) steps, more than \(RouteTable.maximumVisits)",
                remedy: "use fewer patterns that have {name} where others have literals")
        }
    }
}
