package import CPSClient
internal import Crypto
internal import Foundation
internal import Operation
package import OutOfBand
internal import STIR

/// The STIR certificate of the agent: what it signs with, and what gets it tokens.
package struct AgentCredential: Sendable {
    /// For PASSporTs.
    package let signing: SigningCredential
    /// For the issuance listener.
    package let identity: STIRIdentity
}

extension AgentSettings {
    /// The word that puts the chain into PASSporTs.
    private static let included = "included"

    /// The certificate, verified as those who get calls from it will.
    static func credential(_ reader: inout SettingsReader, anchors: TrustAnchors?) async -> AgentCredential? {
        let paths = (chain: reader.text(.credentialChain), key: reader.text(.credentialKey))
        guard paths.chain != nil || paths.key != nil else { return nil }
        let chainPath = reader.neededText(.credentialChain)
        let keyPath = reader.neededText(.credentialKey)
        let address = reader.neededText(.credentialAddress)
        guard let chainText = contents(of: .credentialChain, chainPath, &reader),
            let keyText = contents(of: .credentialKey, keyPath, &reader)
        else { return nil }
        if let mode = try? FileManager.default.attributesOfItem(atPath: keyPath)[.posixPermissions] as? NSNumber,
            mode.intValue & 0o077 != 0
        {
            reader.report(.credentialKey, "\(keyPath) may be read by others than its owner: run chmod 600 \(keyPath)")
        }
        guard let key = try? P256.Signing.PrivateKey(pemRepresentation: keyText) else {
            reader.report(.credentialKey, "\(keyPath) is not a P-256 private key in PEM")
            return nil
        }
        let chain: CertificateChain
        do {
            chain = try CertificateChain(pem: chainText)
        } catch {
            reader.report(.credentialChain, "\(chainPath): \(error)")
            return nil
        }
        let reference: CertificateReference
        do {
            reference = address == included ? try .including(chain) : .url(address)
        } catch {
            reader.report(.credentialChain, "\(chainPath) cannot be put into a PASSporT")
            return nil
        }
        guard let anchors, !address.isEmpty else { return nil }
        switch await STIRCertificateVerifier(trustAnchors: anchors).verify(
            chain, at: Int64(Date().timeIntervalSince1970))
        {
        case .refused(let refusal):
            reader.report(.credentialChain, "\(chainPath) is refused by everybody with these trust anchors: \(refusal)")
            return nil
        case .valid(let credential):
            guard Array(key.publicKey.derRepresentation) == credential.publicKeyInfo else {
                reader.report(.credentialKey, "\(keyPath) is the key of another certificate")
                return nil
            }
            guard let signer = try? PassportSigner(key: key, certificates: reference) else {
                reader.report(.credentialAddress, "has to be a URL such as https://HOST/PATH, or '\(included)'")
                return nil
            }
            do {
                return AgentCredential(
                    signing: SigningCredential(credential, signer: signer),
                    identity: try STIRIdentity(chainFile: chainPath, keyFile: keyPath))
            } catch {
                reader.report(.credentialChain, "\(error)")
                return nil
            }
        }
    }
}
