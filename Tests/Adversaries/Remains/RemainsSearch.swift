internal import Foundation
internal import Glibc

/// Searches the places where a service could leave something.
struct RemainsSearch {
    private let search: NeedleSet.Search

    init(_ needles: NeedleSet) {
        search = needles.search()
    }

    /// What a running process remembers.
    func memory(of process: pid_t) throws -> Sightings {
        var sightings = Sightings()
        let count = try MemoryImage(of: process).readAll(overlap: search.overlap) { region, _, bytes in
            for hit in search.hits(in: bytes) {
                sightings.note(hit.kind, in: region.name)
            }
        }
        sightings.searched(count)
        return sightings
    }

    /// What the files of a folder hold, those of the folders in it included.
    func files(in folder: URL) throws -> Sightings {
        var sightings = Sightings()
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        for name in names {
            var isFolder: ObjCBool = false
            let path = folder.appending(path: name).path
            guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue
            else {
                continue
            }
            for hit in search.hits(in: Array(name.utf8)[...]) { sightings.note(hit.kind, in: "the name of a file") }
            guard let file = FileHandle(forReadingAtPath: path) else { throw CocoaError(.fileReadUnknown) }
            let content = Array(try file.readToEnd() ?? Data())
            // A file and its folder, as for memory: where on the machine they are is nobody's concern.
            let place = path.split(separator: "/").suffix(2).joined(separator: "/")
            for hit in search.hits(in: content[...]) { sightings.note(hit.kind, in: place) }
            sightings.searched(content.count)
        }
        return sightings
    }
}
