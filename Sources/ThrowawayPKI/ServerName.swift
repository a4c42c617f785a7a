import SwiftASN1
import X509

#if canImport(Glibc)
    import Glibc
#endif

/// A name that a TLS server is reached by, as a throwaway certificate lists it. Never for production.
enum ServerName {
    /// An IP address where the text is one, a DNS name otherwise.
    static func subjectAlternativeName(_ text: String) throws(ThrowawayError) -> GeneralName {
        if let address = address(text, family: AF_INET, byteCount: 4)
            ?? address(text, family: AF_INET6, byteCount: 16)
        {
            return .ipAddress(ASN1OctetString(contentBytes: address[...]))
        }
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.allSatisfy({ (1...63).contains($0.count) && $0.allSatisfy(isLabelCharacter) }) else {
            throw .malformedName
        }
        return .dnsName(text)
    }

    private static func isLabelCharacter(_ byte: UInt8) -> Bool {
        let character = Character(Unicode.Scalar(byte))
        return character.isASCII && (character.isLetter || character.isNumber || character == "-" || character == "*")
    }

    private static func address(_ text: String, family: Int32, byteCount: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: byteCount)
        // `inet_pton` writes exactly 4 or 16 bytes for these families.
        let result = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe inet_pton(family, text, buffer.baseAddress)
        }
        return result == 1 ? bytes : nil
    }
}
