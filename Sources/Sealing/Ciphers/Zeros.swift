/// A stretch of zeros that stays in the processor's cache: keystream is made by encrypting it, again and again.
///
/// Clearing the output first and encrypting it in place would write every byte twice.
@safe struct Zeros: @unchecked Sendable {  // never written to after `init`
    static let shared = Zeros(byteCount: 16_384)

    let bytes: UnsafeRawBufferPointer

    private init(byteCount: Int) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 64)
        unsafe memory.initializeMemory(as: UInt8.self, repeating: 0)
        unsafe bytes = UnsafeRawBufferPointer(memory)
    }
}
