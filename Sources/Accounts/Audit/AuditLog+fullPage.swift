package import Registry

extension AuditLog {
    /// A part of the audit that is full wherever enough entries match: looks on as often as it takes.
    package func fullAuditPage(matching query: AuditQuery) async throws(StoreFailure) -> AuditPage {
        let limit = query.pageSize
        var (query, entries) = (query, [AuditEntry]())
        while true {
            query.limit = limit - entries.count
            let page = try await auditEntries(matching: query)
            entries += page.entries
            guard entries.count < limit, let next = page.next else {
                return AuditPage(entries: entries, next: page.next)
            }
            query.before = next
        }
    }
}
