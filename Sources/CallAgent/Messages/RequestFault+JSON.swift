package import STIR

extension RequestFault {
    /// `{"requestError":{"serviceException":{...}}}`.
    package var json: JSONValue {
        .object([
            "requestError": .object([
                "serviceException": .object([
                    "messageId": .string(messageID), "text": .string(text),
                    "variables": .array(variables.map(JSONValue.string)),
                ])
            ])
        ])
    }
}
