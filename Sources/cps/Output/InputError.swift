/// Something that the person at the keyboard can put right.
struct InputError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    /// Does some work, and puts the option or file that it is about in front of what goes wrong.
    static func naming<Result>(_ subject: String, _ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch {
            throw InputError("\(subject): \(error)")
        }
    }
}
