import Foundation
import STIR

/// How numbers and times are written for people.
enum Wording {
    /// A telephone number as people write it: with a plus, where it is made of digits only.
    static func number(_ number: TelephoneNumber) -> String {
        number.digits.allSatisfy(\.isNumber) ? "+" + number.digits : number.digits
    }

    /// One party to a call.
    static func identity(_ identity: PassportIdentity) -> String {
        switch identity {
        case .number(let number): Self.number(number)
        case .uri(let uri): uri
        }
    }

    /// The called parties.
    static func destinations(_ destinations: PassportDestinations) -> [String] {
        destinations.numbers.map(number) + destinations.uris
    }

    /// A time, given in seconds since 1970, in UTC.
    static func date(_ seconds: Int64) -> String {
        Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
    }
}
