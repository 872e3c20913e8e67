/// One thing whose cost is counted.
protocol Operation {
    /// Does it so many times over, in a loop of its own, so that nothing but the operation is in the loop.
    ///
    /// - Returns: something that depends on every time, so that none can be left out.
    mutating func run(_ count: Int) -> Int
}

/// Runs an operation where callgrind looks: it collects from this function's entry to its exit, and nowhere else.
///
/// Never inlined, or there would be nothing to find it by; `Benchmarks/micro` names it by its symbol.
@inline(never)
func countedRun(_ operation: inout any Operation, _ count: Int) -> Int { operation.run(count) }
