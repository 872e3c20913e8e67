import Accounts
import GRDB

/// Follows the audit's chain.
enum AuditCheck {
    /// The first break, or how the chain ends.
    static func verdict(_ db: Database, expecting expected: [UInt8]?) throws -> AuditVerdict {
        var (count, head) = (Int64(0), AuditDigest.beginning)
        var expectedAt: Int64?
        func verdict(_ firstBreak: AuditVerdict.Break?) -> AuditVerdict {
            AuditVerdict(entries: count, head: head, firstBreak: firstBreak, expectedAt: expectedAt)
        }
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(AuditRows.columns) FROM audit_entries ORDER BY sequence")
        while let row = try rows.next() {
            let reader = AuditRows.reader(row)
            let sequence = try reader.integer("sequence")
            guard sequence == count + 1 else { return verdict(.missing(sequence: count + 1)) }
            guard try reader.bytes("previous") == head else { return verdict(.moved(sequence: sequence)) }
            let digest = AuditDigest.digest(previous: head, texts: try texts(reader, sequence))
            guard try reader.bytes("digest") == digest else { return verdict(.changed(sequence: sequence)) }
            (count, head) = (sequence, digest)
            if digest == expected { expectedAt = sequence }
        }
        return verdict(try AuditTable.given(db) > count ? .cutOff(sequence: count + 1) : nil)
    }

    /// The bytes as they are stored, whatever they are.
    private static func texts(_ reader: RowReader, _ sequence: Int64) throws -> [[UInt8]] {
        [Array("\(sequence)".utf8), Array("\(try reader.integer("time"))".utf8)]
            + (try ["who", "kind", "subject_type", "subject_id", "subject_name", "changes"].map { column in
                try reader.anyBytes(column)
            })
    }
}
