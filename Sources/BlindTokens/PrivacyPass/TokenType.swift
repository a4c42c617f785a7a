/// The token types of RFC 9577 section 2.2.
package enum TokenType {
    /// Publicly verifiable, blind RSA of 2048 bits (RFC 9578 section 8.2.2): the only one used here.
    package static let blindRSA2048: UInt16 = 0x0002
    /// The same as it stands in front of every structure.
    static let blindRSA2048Bytes: [UInt8] = [0x00, 0x02]
}
