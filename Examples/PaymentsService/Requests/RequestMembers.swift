import Foundation

/// The members of a JSON object in a request, taken one by one; what is wrong is collected.
struct RequestMembers {
    /// The largest amount, in minor units.
    static let largestAmount: Int64 = 9_999_999_999
    /// The longest reference, in characters.
    static let longestReference = 64

    /// As much of a JSON value as this service has use for.
    private enum Value: Decodable {
        case integer(Int64)
        case text(String)
        case other

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let number = try? value.decode(Int64.self) {
                self = .integer(number)
            } else if let text = try? value.decode(String.self) {
                self = .text(text)
            } else {
                self = .other
            }
        }
    }

    private var values: [String: Value]
    private var faults: [Problem.Fault] = []

    init(_ content: [UInt8]) throws(Problem) {
        do {
            values = try JSONDecoder().decode([String: Value].self, from: Data(content))
        } catch {
            throw .malformed("The content is not a JSON object. Send one, encoded as UTF-8.")
        }
    }

    /// An amount in minor units: 1 to ``largestAmount``.
    mutating func amount(_ name: String, isRequired: Bool) -> Int64? {
        switch values.removeValue(forKey: name) {
        case .integer(let number) where 1...Self.largestAmount ~= number: return number
        case nil where !isRequired: return nil
        default:
            return fault(name, "Send an integer in minor units of the currency, 1 to \(Self.largestAmount).")
        }
    }

    /// An ISO 4217 code.
    mutating func currency(_ name: String) -> String? {
        if case .text(let code) = values.removeValue(forKey: name), Self.isCurrency(code) { return code }
        return fault(name, "Send an ISO 4217 code: three capital letters, such as EUR.")
    }

    /// Text of the merchant's own, 1 to ``longestReference`` characters without controls.
    mutating func reference(_ name: String, isRequired: Bool) -> String? {
        switch values.removeValue(forKey: name) {
        case .text(let text) where Self.isReference(text): return text
        case nil where !isRequired: return nil
        default: return fault(name, "Send 1 to \(Self.longestReference) characters without control characters.")
        }
    }

    /// Throws what was found. A member that means nothing here is an error too: a misspelt one would be passed over.
    consuming func finish() throws(Problem) {
        for name in values.keys.sorted() {
            faults.append(Problem.Fault(field: name, detail: "There is no such field. Leave it out."))
        }
        if !faults.isEmpty { throw .invalid(faults) }
    }

    private mutating func fault<Value>(_ name: String, _ detail: String) -> Value? {
        faults.append(Problem.Fault(field: name, detail: detail))
        return nil
    }

    private static func isCurrency(_ code: String) -> Bool {
        code.utf8.count == 3 && code.utf8.allSatisfy { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }
            && Locale.Currency(code).isISOCurrency
    }

    private static func isReference(_ text: String) -> Bool {
        1...longestReference ~= text.count
            && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
