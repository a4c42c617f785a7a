/// What tells one logged request from another: random letters, drawn when there is something to log of it.
///
/// They are given to nobody, kept nowhere but in the line, and made of nothing that the request had: neither its content
/// nor its time nor its place in a row can be had from them. Most requests never get any.
package struct RequestMark: Hashable, Sendable, CustomStringConvertible {
    /// 12 letters: no digits, so that nobody takes it for an index, a number or a port.
    package let description: String

    /// A new one.
    package init() {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        description = String((0..<12).map { _ in letters[Int.random(in: letters.indices)] })
    }
}
