import Foundation

/// The DER between the lines of a PEM text.
func der(fromPEM text: String) -> [UInt8]? {
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("-----") }
    return Data(base64Encoded: lines.joined()).map { Array($0) }
}
