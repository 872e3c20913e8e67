import CFuzzer
import Glibc

/// `FuzzDriver TARGET [ARGUMENT...]`: has libFuzzer look for an input on which a target's property does not hold.
///
/// What is behind the name is libFuzzer's. An input that breaks the property ends the process, and libFuzzer keeps it.
@main
enum FuzzDriver {
    /// The property looked at. Set once, before libFuzzer begins, and only read by its one thread.
    nonisolated(unsafe) static var property: FuzzTarget.Property = { _ in nil }

    static func main() {
        guard CommandLine.arguments.count > 1, let target = FuzzTarget(rawValue: CommandLine.arguments[1]) else {
            complain("name a target: " + FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))
            exit(64)
        }
        unsafe property = target.property
        // libFuzzer takes the first argument for the program's name, and starts no other by it here.
        var count = CommandLine.argc - 1
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv + 1
        let status = unsafe LLVMFuzzerRunDriver(&count, &arguments) { data, size in
            unsafe FuzzDriver.run([UInt8](UnsafeBufferPointer(start: data, count: size)))
        }
        exit(status)
    }

    /// Looks at one input. 0 tells libFuzzer to go on.
    private static func run(_ input: [UInt8]) -> CInt {
        guard let broken = unsafe property(input) else { return 0 }
        complain(broken)
        abort()
    }

    private static func complain(_ text: String) {
        let line = Array(("fuzz: " + text + "\n").utf8)
        _ = unsafe line.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
