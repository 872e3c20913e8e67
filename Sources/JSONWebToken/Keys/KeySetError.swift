package import Signing

/// Why a set of keys cannot be used, and which key it is.
package struct KeySetError: Error, Hashable {
    /// What can be wrong.
    package enum Fault: Hashable, Sendable {
        /// Not strict JSON.
        case json(JSONError)
        /// Not an object with a list `keys`.
        case notASet
        /// A key that is not an object.
        case notAnObject
        /// A member that is missing or is not what it must be.
        case badMember(String)
        /// A private member: what is published is no longer secret.
        case privateMember(String)
        /// Another key of the set has the same name.
        case duplicateKeyID(String)
        /// The key itself is not safe to use.
        case key(SigningError)
    }

    /// The place of the key in the set, from 0; `nil` where the fault is not in one key.
    package let index: Int?
    package let fault: Fault

    package init(index: Int? = nil, fault: Fault) {
        self.index = index
        self.fault = fault
    }

    /// What happened, where, and what to do.
    package var message: String {
        (index.map { "keys[\($0)]: " } ?? "") + text
    }

    private var text: String {
        switch fault {
        case .json(let error): "\(error.message) (byte \(error.offset))"
        case .notASet: "not a JWK Set; it must be an object with a list named keys"
        case .notAnObject: "not a JSON Web Key; it must be an object"
        case .badMember(let name): "\(name) is missing or is not what it must be; publish the key again"
        case .privateMember(let name):
            "\(name) belongs to a private key, and this set is public; replace the key, which is no longer secret"
        case .duplicateKeyID(let id): "another key is also named \(JSONText.literal(id)); give each key its own name"
        case .key(let error): error.message
        }
    }
}
