import Glibc

/// What the process takes of the machine's memory.
enum ProcessMemory {
    /// The bytes that are in memory now (proc_pid_statm(5): the second number, in pages); 0 where nobody says.
    static var resident: Int {
        guard let file = unsafe fopen("/proc/self/statm", "re") else { return 0 }
        defer { unsafe fclose(file) }
        let size = 128
        var line = [CChar](repeating: 0, count: size)
        guard unsafe fgets(&line, CInt(size), file) != nil else { return 0 }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let numbers = text.split(separator: " ").compactMap { Int($0) }
        return numbers.count > 1 ? numbers[1] * Int(sysconf(CInt(_SC_PAGESIZE))) : 0
    }
}
