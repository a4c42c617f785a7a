/// What doing a piece of work once costs.
struct Cost: Codable, Hashable {
    /// Instructions of all threads, as callgrind counts them.
    var instructions: Int
    /// How often memory is asked for, on all threads; to a tenth, since some of it is asked for every few times only.
    var allocations: Double

    /// The cost of one turn out of what many took.
    init(instructions: Int, allocations: Int, repetitions: Int) {
        self.instructions = instructions / repetitions
        self.allocations = (Double(allocations) / Double(repetitions) * 10).rounded() / 10
    }
}
