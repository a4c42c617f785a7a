/// What this program is.
package enum BuildInfo {
    /// Its version.
    package static let version = "1"
    /// The version of the protocol that it speaks.
    package static let protocolVersion = "1"
}
