internal import HTTPServer
internal import Signing

/// What keeps the page of somebody else from acting through the browser of somebody who has signed in (CSRF).
///
/// Three walls, each of which would do: the cookie is not sent along by pages of other sites (`SameSite=Strict`), the browser
/// says whose page asks, and a page of ours says a token that no other can read.
enum CrossSiteRule {
    /// - Throws: 403 where the page that asks is not ours, as far as the browser says.
    static func checkPage(_ request: WholeRequest, _ hosts: HostRule) throws(Problem) {
        // `same-site` is somebody else as well: the cookie goes along to every port of a host, and to the host from its siblings.
        let sites = request.values(of: "Sec-Fetch-Site")
        guard sites.allSatisfy({ $0 == "same-origin" || $0 == "none" }) else {
            throw .forbidden(.requestCrossSite, "A page of another site has asked for this. Nothing was done.")
        }
        for origin in request.values(of: "Origin") where !hosts.isOwn(origin: origin, request) {
            throw .forbidden(.requestCrossOrigin, "A page of another origin has asked for this. Nothing was done.")
        }
    }

    /// - Throws: 403 where the session's token does not come along.
    static func checkToken(_ request: WholeRequest, _ token: String) throws(Problem) {
        let values = request.values(of: "X-CSRF-Token")
        guard values.count == 1, constantTimeEquals(Array(values[0].utf8), Array(token.utf8)) else {
            throw .forbidden(
                .csrfToken, "X-CSRF-Token is missing or not the session's. GET /api/v1/session tells it.")
        }
    }
}
