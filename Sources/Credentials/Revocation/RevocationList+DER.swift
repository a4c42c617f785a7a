import SwiftASN1
import X509

extension RevocationList {
    /// Reads a list in DER or PEM; `nil` if it is neither, has more entries, or holds anything critical that this
    /// program does not know: such a list must not be used (RFC 5280 section 5.2).
    init?(bytes: [UInt8], maximumEntries: Int) {
        guard let list = try? Self(der: Self.der(in: bytes), maximumEntries: maximumEntries) else { return nil }
        self = list
    }

    private static func der(in bytes: [UInt8]) throws -> [UInt8] {
        guard bytes.first != 0x30 else { return bytes }
        let document = try PEMDocument(pemString: String(decoding: bytes, as: UTF8.self))
        guard document.discriminator == "X509 CRL" else { throw RevocationListMalformed() }
        return document.derBytes
    }

    private init(der: [UInt8], maximumEntries: Int) throws {
        self = try DER.sequence(DER.parse(der), identifier: .sequence) { nodes in
            guard let signed = nodes.next(), let algorithm = nodes.next(), let signature = nodes.next() else {
                throw RevocationListMalformed()
            }
            let bits = try ASN1BitString(derEncoded: signature)
            guard bits.paddingBits == 0 else { throw RevocationListMalformed() }
            return try DER.sequence(signed, identifier: .sequence) { fields in
                try Self(
                    fields: &fields, signed: signed, algorithm: algorithm, signature: Array(bits.bytes),
                    maximumEntries: maximumEntries)
            }
        }
    }

    private init(
        fields: inout ASN1NodeCollection.Iterator, signed: ASN1Node, algorithm: ASN1Node, signature: [UInt8],
        maximumEntries: Int
    ) throws {
        // Version 2 is written as 1, and always there where there are extensions.
        guard try Int(derEncoded: &fields) == 1, let inner = fields.next(),
            inner.encodedBytes.elementsEqual(algorithm.encodedBytes), let name = fields.next()
        else { throw RevocationListMalformed() }
        self.signedBytes = Array(signed.encodedBytes)
        self.algorithm = try RevocationSignature.algorithm(algorithm)
        self.signature = signature
        let issuer = try DistinguishedName(derEncoded: name)
        self.issuer = issuer
        self.thisUpdate = try RevocationTime.seconds(fields.next())
        self.nextUpdate = try RevocationTime.seconds(fields.next())
        var next = fields.next()
        var revoked: Set<Listed> = []
        var namesOthers = false
        if let entries = next, entries.identifier == .sequence {
            (revoked, namesOthers) = try Self.entries(entries, issuer: issuer, maximumEntries: maximumEntries)
            next = fields.next()
        }
        self.revoked = revoked
        self.scope = try next.map(Self.scope) ?? RevocationScope()
        // Entries of others in a list that is not an indirect one would be looked up under the wrong name.
        guard !namesOthers || scope.isIndirect else { throw RevocationListMalformed() }
    }

    /// Each entry is of the issuer that it or one before it names, and else of the list's (RFC 5280 section 5.3.3).
    private static func entries(
        _ node: ASN1Node, issuer: DistinguishedName, maximumEntries: Int
    ) throws -> (revoked: Set<Listed>, namesOthers: Bool) {
        try DER.sequence(node, identifier: .sequence) { nodes in
            var (revoked, current, namesOthers) = (Set<Listed>(), issuer, false)
            var count = 0
            while let entry = nodes.next() {
                count += 1
                guard count <= maximumEntries else { throw RevocationListMalformed() }
                try DER.sequence(entry, identifier: .sequence) { fields in
                    let serialNumber = try ArraySlice<UInt8>(derEncoded: &fields)
                    _ = try RevocationTime.seconds(fields.next())
                    if let extensions = fields.next(), let other = try Self.issuer(inEntry: extensions) {
                        (current, namesOthers) = (other, true)
                    }
                    revoked.insert(Listed(issuer: current, serialNumber: normalised(serialNumber)))
                }
            }
            return (revoked, namesOthers)
        }
    }

    private static func issuer(inEntry node: ASN1Node) throws -> DistinguishedName? {
        var issuer: DistinguishedName?
        for found in try RevocationExtension.all(node) {
            switch found.identifier {
            case RevocationExtension.certificateIssuer:
                let names = try DER.sequence(
                    of: GeneralName.self, identifier: .sequence, rootNode: DER.parse(found.value))
                guard names.count == 1, case .directoryName(let name)? = names.first else {
                    throw RevocationListMalformed()
                }
                issuer = name
            // In a whole list "remove from list" has no meaning, and every other reason means withdrawn.
            case RevocationExtension.reason: break
            default: guard !found.isCritical else { throw RevocationListMalformed() }
            }
        }
        return issuer
    }

    private static func scope(_ node: ASN1Node) throws -> RevocationScope {
        try DER.explicitlyTagged(node, tagNumber: 0, tagClass: .contextSpecific) { extensions in
            var scope = RevocationScope()
            for found in try RevocationExtension.all(extensions) {
                if found.identifier == RevocationExtension.issuingDistributionPoint {
                    scope = try RevocationScope(derEncoded: DER.parse(found.value))
                } else if found.isCritical {
                    // Among them the one that makes a list of changes only.
                    throw RevocationListMalformed()
                }
            }
            return scope
        }
    }
}
