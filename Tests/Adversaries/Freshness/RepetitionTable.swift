/// Counts how many numbers come that have come before.
struct RepetitionTable {
    private var slots: [UInt64] = []
    private var shift: UInt64 = 63
    /// How many have come before.
    private(set) var repetitions = 0

    /// An empty table.
    init() {}

    /// Forgets all numbers, and makes room for so many.
    mutating func empty(for count: Int) {
        var size = 1024
        while size < 2 * count { size *= 2 }
        if slots.count == size {
            unsafe slots.withUnsafeMutableBufferPointer { unsafe $0.update(repeating: 0) }
        } else {
            slots = Array(repeating: 0, count: size)
        }
        shift = UInt64(64 - size.trailingZeroBitCount)
    }

    /// Takes a number in.
    mutating func add(_ number: UInt64) {
        // Zero means that a slot is free.
        let number = number == 0 ? 1 : number
        let mask = slots.count - 1
        unsafe slots.withUnsafeMutableBufferPointer { slots in
            var place = Int(truncatingIfNeeded: (number &* 0x9e37_79b9_7f4a_7c15) >> shift)
            while true {
                let held = unsafe slots[place]
                if held == number {
                    repetitions += 1
                    return
                }
                if held == 0 { break }
                place = (place + 1) & mask
            }
            unsafe slots[place] = number
        }
    }
}
