/// A ``CertificateRefusal`` on its way up: a refusal is a value to callers, and an error only within this folder.
package struct CertificateRefused: Error {
    let reason: CertificateRefusal
}
