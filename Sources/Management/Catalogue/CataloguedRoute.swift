package import Registry

/// A route as it is listed: what is shown of it, and what it asks of a token.
package struct CataloguedRoute: Sendable {
    /// Its place among `routes` of the configuration, from 0.
    package let index: Int
    /// What is shown of it: an object.
    package let json: JSONOutput
    /// Which applications reach it; `nil` where it is public, and asks for none.
    package let reach: ApplicationQuery.ScopeMatch?
    /// What a search looks in.
    package let text: String

    package init(index: Int, json: JSONOutput, reach: ApplicationQuery.ScopeMatch?, text: String) {
        self.index = index
        self.json = json
        self.reach = reach
        self.text = text
    }
}
