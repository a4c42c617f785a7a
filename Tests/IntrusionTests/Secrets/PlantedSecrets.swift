import BlindTokens
import Encodings
import Foundation
import LMDBStore
import STIR
import Sealing
import ServiceHarness
import StoreConformance

/// Everything that one service must keep to itself, and a search for it.
struct PlantedSecrets {
    /// What it is, and the spellings in which it might get out.
    private(set) var spellings: [(name: String, spelling: [UInt8])] = []

    /// Plants bytes: as they are, in hexadecimal and in base64, from several places on, so that a part will be found.
    mutating func plant(_ name: String, _ bytes: [UInt8]) {
        let (window, base) = (12, 3)
        for start in stride(from: 0, through: max(0, bytes.count - window), by: max(base, (bytes.count - window) / 4)) {
            let part = Array(bytes[start..<min(bytes.count, start + window)])
            plant(name, spelled: [part, Array(Hex.encode(part).utf8), Array(Hex.encode(part).uppercased().utf8)])
            for shift in 0..<base {
                // Three bytes are four characters: what the bytes before were does not matter from there on.
                let aligned = Array(part.dropFirst(shift).prefix(9))
                plant(name, spelled: [Array(Base64URL.encode(aligned).utf8)])
                plant(name, spelled: [Array(Data(aligned).base64EncodedString().utf8)])
            }
        }
    }

    /// Plants a text.
    mutating func plant(_ name: String, text: String) { plant(name, spelled: [Array(text.utf8)]) }

    /// Plants the body of a PEM file, line by line and as bytes.
    mutating func plant(_ name: String, pem: String) {
        let lines = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }
        for line in lines { plant(name, text: String(line)) }
        plant(name, Array(Data(base64Encoded: lines.joined()) ?? Data()))
    }

    private mutating func plant(_ name: String, spelled: [[UInt8]]) {
        spellings += spelled.filter { $0.count >= 8 }.map { (name, $0) }
    }

    /// The names of the secrets that some bytes hold.
    func found(in bytes: [UInt8]) -> Set<String> {
        let data = Data(bytes)
        return Set(spellings.filter { data.range(of: Data($0.spelling)) != nil }.map(\.name))
    }

    /// The names of all that is planted.
    var names: Set<String> { Set(spellings.map(\.name)) }
}

extension PlantedSecrets {
    /// Plants what a deployment has on its disk: the keys of TLS and of the current epoch.
    mutating func plantKeys(of deployment: Deployment) throws {
        plant(
            "the key of TLS",
            pem: try String(contentsOf: deployment.folder.appending(path: "server.key"), encoding: .utf8))
        let ledger = deployment.folder.appending(path: "ledger")
        for name in try FileManager.default.contentsOfDirectory(atPath: ledger.path) where name.hasSuffix(".kcps") {
            let key = Array(try Data(contentsOf: ledger.appending(path: name)))
            // The first half is the public one.
            plant("K_cps", Array(key.suffix(key.count / 2)))
        }
    }

    /// Plants the key of handles, which lives in the folder of placements; the service has to have stopped.
    mutating func plantHandleKey(of deployment: Deployment) async throws {
        let storage = try LMDBStorage(
            LMDBStorageSettings(
                placementsFolder: deployment.placements.path, ledgerFolder: deployment.folder.path + "/ledger",
                sealedSize: StoreOrder.sealedByteCount, limits: .usual))
        plant("the key of handles", storage.handleKey)
        try await storage.close()
    }

    /// Plants what a store shows: token and K_temp, signature, index, and what it carries.
    mutating func plant(_ order: StoreOrder, with token: HeldToken) {
        plant("a token", Array(token.token.bytes.dropFirst(2)))
        plant("an index", text: String(order.index.prefix(16)))
        plant("an index", Hex.decode(order.index.utf8) ?? [])
        plant("a callee's key", order.recipient.publicKey)
        plant("a sealed PASSporT", order.sealed)
    }
}
