extension UnverifiedPassport {
    /// Reads an "opt" (RFC 8946 section 6) that was found in a "div-o" inside of `enclosing` others.
    ///
    /// What is nested is part of the text around it and therefore shorter, so it can neither hold itself nor go on
    /// without end; the bound only keeps the work small.
    init(opt: JSONValue?, _ enclosing: Int) throws(PassportError) {
        // The "div-o" at hand is a diversion itself.
        guard enclosing < PassportChain.maximumDiversions else { throw .nestedTooDeep }
        guard let text = opt?.text else { throw .malformedOriginal }
        do throws(PassportError) {
            try self.init(text, enclosing: enclosing + 1)
        } catch {
            // What is wrong with the form of "opt" has its own names, at whatever depth.
            let named: [PassportError] = [.compactForm, .nestedTooDeep, .malformedOriginal]
            throw named.contains(error) ? error : .malformedOriginal(error)
        }
    }
}
