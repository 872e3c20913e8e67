import Glibc

/// Who a command acts as.
enum ActingUser {
    /// Has root act as the owner of a folder from now on; nothing for anybody else, nor where root owns it or it is not
    /// there.
    ///
    /// `sudo tollgate applications register` would otherwise leave files behind that the gateway, which serves as an
    /// ordinary user, cannot open. The real user stays root: it is who the change is recorded under. For all threads.
    static func become(ownerOf folder: String) throws(CommandFailure) {
        var status = stat()
        guard geteuid() == 0, unsafe stat(folder.isEmpty ? "." : folder, &status) == 0, status.st_uid != 0 else {
            return
        }
        var group = status.st_gid
        // The groups first: an ordinary user may not choose them.
        guard unsafe setgroups(1, &group) == 0, setegid(group) == 0, seteuid(status.st_uid) == 0 else {
            throw CommandFailure(
                "\(folder): it belongs to user \(status.st_uid), whom root cannot act as here; run this as that user")
        }
    }
}
