import Secrets
import SeededRandomness
import TestVectors
import Testing

@Suite("Passphrase box")
struct PassphraseBoxTests {
    /// Where a box's numbers stand, as its documentation says.
    private enum Offset {
        static let version = 7
        static let passes = 8
        static let kibibytes = 12
    }

    private let box = PassphraseBox(cost: .least)
    private let secret: GuardedBytes
    private let passphrase: GuardedBytes

    init() throws {
        secret = try GuardedBytes(copying: Array("the key of the house".utf8))
        passphrase = try GuardedBytes(copying: Array("correct horse".utf8))
    }

    @Test("opens with the passphrase that sealed it")
    func roundTrip() throws {
        let sealed = try box.seal(secret, passphrase: passphrase)
        #expect(sealed.count == secret.count + PassphraseBox.overhead)
        #expect(try PassphraseBox.open(sealed, passphrase: passphrase).hasSameBytes(as: secret))
    }

    @Test("is laid out as documented")
    func layout() throws {
        let sealed = try box.seal(secret, passphrase: passphrase)
        #expect(PassphraseBox.overhead == 56 + 16)
        #expect(Array(sealed[..<16]) == Array("cps-box".utf8) + [1] + [0, 0, 0, 1] + [0, 0, 0, 8])
    }

    @Test("holds the default cost of 3 passes over 256 MiB")
    func defaultCost() {
        #expect(PassphraseCost.moderate == PassphraseCost(passes: 3, kibibytes: 262_144))
        #expect(PassphraseCost.moderate.isAllowed)
    }

    @Test("holds an empty secret too")
    func empty() throws {
        let nothing = try GuardedBytes(copying: [])
        let sealed = try box.seal(nothing, passphrase: nothing)
        #expect(try PassphraseBox.open(sealed, passphrase: nothing).count == 0)
    }

    @Test("differs each time")
    func freshness() throws {
        #expect(try box.seal(secret, passphrase: passphrase) != box.seal(secret, passphrase: passphrase))
    }

    @Test("stays shut with another passphrase", arguments: ["", "correct hors", "correct horse ", "Correct horse"])
    func wrongPassphrase(text: String) throws {
        let sealed = try box.seal(secret, passphrase: passphrase)
        let wrong = try GuardedBytes(copying: Array(text.utf8))
        #expect(throws: SecretsError.cannotOpen) { try PassphraseBox.open(sealed, passphrase: wrong) }
    }

    @Test("stays shut when any byte is changed")
    func tampering() throws {
        let sealed = try box.seal(secret, passphrase: passphrase)
        for position in sealed.indices {
            var changed = sealed
            changed[position] ^= 0x01
            #expect(throws: SecretsError.self, "byte \(position)") {
                try PassphraseBox.open(changed, passphrase: passphrase)
            }
        }
    }

    @Test("stays shut when cut short or made longer")
    func wrongLength() throws {
        let sealed = try box.seal(secret, passphrase: passphrase)
        #expect(throws: SecretsError.cannotOpen) {
            try PassphraseBox.open(sealed.dropLast(), passphrase: passphrase)
        }
        #expect(throws: SecretsError.cannotOpen) { try PassphraseBox.open(sealed + [0], passphrase: passphrase) }
        for count in 0..<PassphraseBox.overhead {
            #expect(throws: SecretsError.notAPassphraseBox) {
                try PassphraseBox.open(sealed.prefix(count), passphrase: passphrase)
            }
        }
    }

    @Test("of an unknown version is named as such")
    func version() throws {
        var sealed = try box.seal(secret, passphrase: passphrase)
        sealed[Offset.version] = 2
        #expect(throws: SecretsError.notAPassphraseBox) { try PassphraseBox.open(sealed, passphrase: passphrase) }
    }

    @Test("cannot ask for gigabytes or hours", arguments: [Offset.passes, Offset.kibibytes])
    func hostileCost(offset: Int) throws {
        let sealed = try box.seal(secret, passphrase: passphrase)
        for bytes: [UInt8] in [[0xff, 0xff, 0xff, 0xff], [0x00, 0x10, 0x00, 0x01], [0, 0, 0, 0]] {
            var hostile = sealed
            hostile.replaceSubrange(offset..<offset + 4, with: bytes)
            #expect(throws: SecretsError.costRefused) { try PassphraseBox.open(hostile, passphrase: passphrase) }
        }
        let tooMuch = PassphraseBox(cost: PassphraseCost(passes: 17, kibibytes: 8))
        #expect(throws: SecretsError.costRefused) { try tooMuch.seal(secret, passphrase: passphrase) }
    }

    @Test("never opens from random bytes")
    func fuzz() throws {
        var generator = SeededGenerator(seed: 41)
        let sealed = try box.seal(secret, passphrase: passphrase)
        for _ in 0..<2000 {
            let count = Int.random(in: 0...200, using: &generator)
            // Half of them get past the first check. The cost stays low, so that this test does too.
            let start = Bool.random(using: &generator) ? Array(sealed[..<16]) : []
            let bytes = start + (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(throws: SecretsError.self) { try PassphraseBox.open(bytes, passphrase: passphrase) }
        }
    }
}
