/// When a change is made, and by whom: kept with the change for good.
package struct ChangeOrigin: Hashable, Sendable {
    /// Seconds since 1970.
    package let time: Int64
    /// Who asked for it, such as `cli:deploy` or the address of an operator.
    package let who: String

    package init(time: Int64, who: String) {
        self.time = time
        self.who = who
    }
}
