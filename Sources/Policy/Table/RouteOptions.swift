/// What makes the check of a route's paths less strict; each is asked for in the configuration.
package struct RouteOptions: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The route's upstream tells segments apart that differ in case only.
    package static let caseSensitive = RouteOptions(rawValue: 1)
    /// A percent-encoded slash may stand within a segment that a parameter takes.
    package static let encodedSlashes = RouteOptions(rawValue: 2)
}
