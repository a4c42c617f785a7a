package import SwiftASN1

extension ASN1ObjectIdentifier {
    /// The extensions that STIR adds to X.509, under id-pe of RFC 5280.
    package enum STIRExtension {
        /// TN Authorization List (RFC 8226 section 9).
        package static let tnAuthorizationList: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 1, 26]
        /// JWT claim constraints (RFC 8226 section 8).
        package static let jwtClaimConstraints: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 1, 27]
        /// Enhanced JWT claim constraints (RFC 9118 section 4).
        package static let enhancedJWTClaimConstraints: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 1, 33]
        /// Both forms of claim constraints.
        static let claimConstraints = [jwtClaimConstraints, enhancedJWTClaimConstraints]
    }
}
