internal import Glibc

// micro-driver             the names of the operations
// micro-driver NAME COUNT  does one of them COUNT times, where callgrind looks

guard CommandLine.arguments.count == 3, let count = Int(CommandLine.arguments[2]), count > 0 else {
    for operation in Catalogue.operations { print(operation.name) }
    exit(CommandLine.arguments.count == 1 ? 0 : 64)
}
guard let (_, make) = Catalogue.operations.first(where: { $0.name == CommandLine.arguments[1] }) else {
    print("no operation is called \(CommandLine.arguments[1])")
    exit(64)
}
var operation = try make()
// The first few times take what is kept for later: memory, and the addresses of symbols.
let once = operation.run(8) / 8
let sum = countedRun(&operation, count)
guard once > 0, sum == once * count else {
    print("not every run came to the same: \(sum) of \(count) runs, \(once) of one")
    exit(1)
}
