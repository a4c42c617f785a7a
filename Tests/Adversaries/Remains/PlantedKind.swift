/// What is planted in a service, to be searched for afterwards.
package enum PlantedKind: String, CaseIterable, Sendable {
    case telephoneNumber = "telephone number"
    case index = "index"
    case indexDigits = "index in hexadecimal"
    case recipientKey = "recipient's key"
    case prefix = "prefix in a path"
    case handle = "handle in a path"
    case token = "token"
    case tokenText = "token in base64url"
    case kTemp = "K_temp"
    /// K_temp as a key in the ledger, or in a copy of one of its pages in memory: what uses are counted under until the
    /// epoch is retired. Nothing stands beside it but the number of uses.
    case counter = "K_temp as the key of its counter"
    case signature = "signature of a store"
    case clientAddress = "client's address"
    case sealed = "sealed PASSporT"
    case digest = "digest of a store"
    case useKey = "hash of K_temp and index"
}
