/// An HTTP/1.1 request, to the byte: nothing is checked, nothing is added behind one's back.
package struct RawRequest: Sendable {
    package var method: String
    package var target: String
    /// In the order in which they are sent.
    package var fields: [(name: String, value: String)]
    package var body: [UInt8]

    /// A request with `Host`, and with `Content-Length` where it has a body.
    package init(
        _ method: String = "GET", _ target: String, fields: [(name: String, value: String)] = [], body: [UInt8]? = nil
    ) {
        self.method = method
        self.target = target
        self.body = body ?? []
        let length = body.map { [(name: "content-length", value: "\($0.count)")] } ?? []
        self.fields = [("host", "localhost")] + fields + length
    }

    /// What goes over the wire.
    package var bytes: [UInt8] {
        let head = (["\(method) \(target) HTTP/1.1"] + fields.map { "\($0.name): \($0.value)" }).joined(
            separator: "\r\n")
        return Array((head + "\r\n\r\n").utf8) + body
    }

    /// The same with another value of a field.
    package func with(_ name: String, _ value: String) -> Self {
        var copy = self
        copy.fields = fields.map { $0.name == name ? (name, value) : $0 }
        return copy
    }

    /// The same without a field.
    package func without(_ name: String) -> Self {
        var copy = self
        copy.fields.removeAll { $0.name == name }
        return copy
    }

    /// The same with a field that stands there twice, with the same value.
    package func doubling(_ name: String) -> Self {
        var copy = self
        copy.fields += fields.filter { $0.name == name }
        return copy
    }
}
