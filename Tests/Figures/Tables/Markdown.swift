/// Text within a page of Markdown.
package enum Markdown {
    /// The text as it is, wherever a Markdown reader would see a sign of its own in it, in one line.
    package static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "\\", "`", "*", "_", "|", "<", ">", "[", "]", "#", "~": result += "\\\(character)"
            case let character where character.isNewline: result += " "
            default: result.append(character)
            }
        }
    }
}
