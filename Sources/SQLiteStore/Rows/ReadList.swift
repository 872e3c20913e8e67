/// What the rows come to that say of an application what it has several of.
enum ReadList<Element> {
    /// At least one.
    case list([Element])
    /// There is no row, and there should be.
    case missing
    /// A row does not hold what it must.
    case malformed
}
