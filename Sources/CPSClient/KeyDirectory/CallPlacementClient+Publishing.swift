internal import CPSWire

extension CallPlacementClient {
    /// Publishes a key binding at this service's directory. When it returns, the binding is kept on disk there.
    ///
    /// The client needs the identity whose key signed it. Sending the same binding again does nothing.
    ///
    /// - Parameter binding: what `KeyBindingSigner.sign(_:)` returned.
    /// - Throws: what the service (such as ``ProblemType/bindingOutdated``) or the network said.
    public func publish(_ binding: String) async throws(CPSClientError) {
        try await post(binding, as: MediaType.keyBinding, expecting: 201)
    }

    /// Withdraws a key binding from this service's directory.
    ///
    /// - Parameter withdrawal: what `KeyBindingSigner.sign(_:)` returned.
    /// - Throws: as ``publish(_:)``.
    public func withdraw(_ withdrawal: String) async throws(CPSClientError) {
        try await post(withdrawal, as: MediaType.keyWithdrawal, expecting: 204)
    }

    private func post(_ text: String, as mediaType: String, expecting status: Int) async throws(CPSClientError) {
        let parameters = try await parameters()
        guard parameters.keys != nil else { throw .noKeyDirectory }
        guard let issuer = try? ServiceAddress(text: parameters.issuer.url) else { throw .unsupportedParameters }
        let request = forms.keyStatement(Array(text.utf8), as: mediaType, at: issuer)
        _ = try await exchange.send(request, expecting: status)
    }
}
