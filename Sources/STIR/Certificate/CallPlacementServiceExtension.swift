package import SwiftASN1

/// The certificate extension that names the call placement services of its holder (RFC 8816 section 10).
///
/// No object identifier has been assigned for it, so it is a matter of agreement between those who issue and those who
/// read. Its value is one URI, or a sequence of up to eight, each an IA5String or UTF8String.
public struct CallPlacementServiceExtension: Hashable, Sendable {
    /// Most services that one certificate names.
    public static let maximumServices = 8

    /// The identifier.
    package let identifier: ASN1ObjectIdentifier

    /// An identifier under the arc that is set aside for examples (RFC 5612), as `cps dev-pki` uses it.
    public static let example = Self(identifier: [1, 3, 6, 1, 4, 1, 32473, 8816])

    package init(identifier: ASN1ObjectIdentifier) {
        self.identifier = identifier
    }

    /// Reads an identifier in its dotted form.
    ///
    /// - Throws: ``STIRCertificateError/malformedObjectIdentifier``.
    public init(objectIdentifier text: String) throws(STIRCertificateError) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let arcs = parts.compactMap { part in
            part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt(part).flatMap { $0 >> 32 == 0 ? $0 : nil } : nil
        }
        // X.660: two arcs at least, the first 0 to 2, and the second below 40 under 0 and 1.
        guard arcs.count == parts.count, (2...32).contains(arcs.count), arcs[0] <= 2, arcs[0] == 2 || arcs[1] < 40,
            let identifier = try? ASN1ObjectIdentifier(dotRepresentation: text[...])
        else { throw .malformedObjectIdentifier }
        self.identifier = identifier
    }
}
