internal import Gateway

/// One of the steps of a call.
struct StepOperation: Operation {
    let steps: CallSteps
    let step: (CallSteps, Int) -> Int

    mutating func run(_ count: Int) -> Int { step(steps, count) }
}
