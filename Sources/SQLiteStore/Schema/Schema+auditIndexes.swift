extension Schema {
    /// What ``AuditSearch`` follows instead of the whole audit: of each kind the exact name, and the group that ends in the
    /// dot.
    static let auditIndexes = """
        CREATE INDEX audit_entries_by_time ON audit_entries (time);
        CREATE INDEX audit_entries_by_who ON audit_entries (who);
        CREATE INDEX audit_entries_by_kind ON audit_entries (kind);
        CREATE INDEX audit_entries_by_group ON audit_entries (substr(kind, 1, instr(kind, '.')));

        """
}
