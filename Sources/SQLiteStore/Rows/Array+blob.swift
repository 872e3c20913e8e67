import Foundation
import GRDB

extension [UInt8] {
    /// The bytes as a blob. GRDB takes blobs as Foundation's `Data` only, hence the one import of it here.
    var databaseValue: DatabaseValue { Data(self).databaseValue }
}
