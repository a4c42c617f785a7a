import CallPlacement
import KeyDirectory

/// A key binding as the ledger holds it: `signer(32) || sequence(8) || ends(8) || remembered(8) || content`, under its
/// identifier of 32 bytes. The content is empty once it was withdrawn or has ended.
struct KeyBindingRow {
    private static let headByteCount = CredentialID.byteCount + 24

    let record: KeyBindingRecord

    init(_ record: KeyBindingRecord) {
        self.record = record
    }

    /// Reads what ``key`` and ``value`` give.
    init(key: [UInt8], value: [UInt8]) throws(StoreError) {
        guard let id = KeyBindingID(bytes: key), value.count >= Self.headByteCount else { throw Self.damaged }
        let signer = CredentialID.byteCount
        var numbers: [Int64] = []
        for start in stride(from: signer, to: Self.headByteCount, by: 8) {
            guard let number = BigEndian.integer(value[start..<start + 8], as: UInt64.self) else { throw Self.damaged }
            numbers.append(Int64(bitPattern: number))
        }
        let content = Array(value[Self.headByteCount...])
        self.record = KeyBindingRecord(
            id: id, signer: CredentialID(bytes: Array(value[..<signer])), sequence: numbers[0],
            content: content.isEmpty ? nil : content, ends: numbers[1], remembered: numbers[2])
    }

    private static var damaged: StoreError {
        .damaged("a key binding in the ledger cannot be read: see 'cpsd ledger check'")
    }

    /// The key it is kept under.
    var key: [UInt8] { record.id.bytes }

    /// What is kept.
    var value: [UInt8] {
        let numbers = [record.sequence, record.ends, record.remembered]
        return record.signer.bytes + numbers.flatMap { BigEndian.bytes(UInt64(bitPattern: $0)) }
            + (record.content ?? [])
    }
}
