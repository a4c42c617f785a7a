import SwiftASN1

/// The blocks of a PEM text.
enum PEMBlocks {
    static func der(in pem: String) throws -> [[UInt8]] {
        try PEMDocument.parseMultiple(pemString: pem).map(\.derBytes)
    }
}
