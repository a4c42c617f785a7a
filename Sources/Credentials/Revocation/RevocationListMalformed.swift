/// A revocation list that cannot be read: an error only within this folder.
struct RevocationListMalformed: Error {}
