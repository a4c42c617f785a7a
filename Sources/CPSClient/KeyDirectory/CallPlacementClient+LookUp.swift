internal import CPSWire
public import KeyDirectory
public import STIR

extension CallPlacementClient {
    /// The most bytes of the answer about one bucket.
    private static let bucketLimit = 16_777_216

    /// The keys of a number, looked up by its bucket and verified here: what to seal to, a copy for each, in this order.
    ///
    /// - Parameters:
    ///   - number: who is to be called. It is not sent; the first digits of its hash are.
    ///   - verifier: knows which authorities to trust. What the service thinks of a binding is not believed.
    ///   - now: seconds since 1970 UTC.
    /// - Throws: ``CPSClientError/noKeyDirectory``, ``CPSClientError/malformedAnswer``, or what the service or the network
    ///   said.
    public func bindings(
        for number: TelephoneNumber, verifier: KeyBindingVerifier, at now: Int64
    ) async throws(CPSClientError) -> [VerifiedKeyBinding] {
        try await lookUp(number, verifier: verifier, at: now).bindings
    }

    /// As ``bindings(for:verifier:at:)``, and why others were left out.
    public func lookUp(
        _ number: TelephoneNumber, verifier: KeyBindingVerifier, at now: Int64
    ) async throws(CPSClientError) -> KeyLookUp {
        guard let keys = try await parameters().keys else { throw .noKeyDirectory }
        guard let bucket = try? NumberBucket(of: number, digits: keys.digits) else { throw .unsupportedParameters }
        // The broad list first: when it is fetched says nothing about this number.
        let broad = try await broadBindings()
        let request = forms.keyBindings(
            WirePath.keyBindings(bucket.hex), knownTag: nil, limit: Self.bucketLimit)
        let answer = try await exchange.send(request).body
        guard answer.count >= KeyBindingList.smallestClass, answer.count.nonzeroBitCount == 1 else {
            throw .malformedAnswer
        }
        return await KeyLookUp(
            number, among: try Self.read(answer) + broad.bindings, verifier: verifier, at: now)
    }

    static func read(_ answer: [UInt8]) throws(CPSClientError) -> [String] {
        do {
            return try KeyBindingList.decode(answer)
        } catch {
            throw .malformedAnswer
        }
    }
}
