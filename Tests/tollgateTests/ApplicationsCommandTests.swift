import ControlSocket
import Foundation
import Registry
import SQLiteStore
import Testing

@Suite struct ApplicationsCommandTests {
    private let cli: CommandLineRun

    init() throws { cli = try CommandLineRun() }

    @Test func `registering shows id and secret once, and how to use them`() async throws {
        let result = try await cli.run(
            "applications", "register", "--name", "Till", "--owner", "Corner Shop", "--scope", "transactions:read",
            "--scope", "transactions:create")
        #expect(result.status == 0)
        #expect(result.errors == "")
        #expect(result.output.hasPrefix("Registered \"Till\" for Corner Shop.\n"))
        let id = try #require(result.output.firstMatch(of: /Client id +(app_[a-z2-7]{16})\n/)?.1)
        let secret = try #require(result.output.firstMatch(of: /Client secret +([A-Za-z0-9_-]{43})\n/)?.1)
        let command = "curl -u \(id) -d grant_type=client_credentials -d 'scope=transactions:create transactions:read' "
        #expect(result.output.contains(command + "http://gateway.test/oauth/token\n"))
        #expect(result.output.contains("No gateway is serving from data; the next one will start with it.\n"))
        let shown = try await cli.run("applications", "show", String(id))
        #expect(!shown.output.contains(secret))
    }

    @Test func `a secret that could not be printed is told to be lost, and how to get another`() async throws {
        let id = try await cli.register()
        let full = ["sh", "-c", "exec \"$@\" > /dev/full", "sh"]
        let rotated = try await cli.run(["applications", "rotate-secret", id], prefix: full)
        #expect(rotated.status == 1)
        #expect(rotated.errors.contains("standard output could not be written, so the secret is lost; remove it with"))
        let registered = try await cli.run(
            ["applications", "register", "--name", "n", "--owner", "o", "--scope", "transactions:read", "--json"],
            prefix: full)
        #expect(registered.status == 1)
        #expect(registered.errors.contains("so the secret is lost; `tollgate applications rotate-secret app_"))
        let secret = try #require(rotated.errors.firstMatch(of: /remove-secret \S+ (sec_[a-z2-7]{8})`/)?.1)
        #expect(try await cli.run("applications", "remove-secret", id, String(secret)).status == 0)
    }

    @Test func `a secret is not in the database, its digest is`() async throws {
        let result = try await cli.run(
            "applications", "register", "--name", "n", "--owner", "o", "--scope", "transactions:read", "--json")
        let secret = try #require(try result.json()["secret"] as? [String: Any])
        let text = try #require(secret["text"] as? String)
        #expect(text.count == 43)
        for file in try FileManager.default.contentsOfDirectory(atPath: cli.path + "/data") {
            let data = try Data(contentsOf: URL(fileURLWithPath: cli.path + "/data/" + file))
            #expect(data.range(of: Data(text.utf8)) == nil)
        }
        let store = try SQLiteStore.open(path: cli.path + "/data/tollgate.db")
        #expect(try await store.view().inOrder.first?.secrets.first?.digest.count == 32)
    }

    @Test func `applications are listed in the order of registration`() async throws {
        let none = try await cli.run("applications", "list")
        #expect(none.status == 1)
        #expect(none.errors.contains("there is no database"))
        let first = try await cli.register("Zebra")
        let second = try await cli.register("Äpfel", scope: "transactions:create")
        let result = try await cli.run("applications", "list")
        #expect(
            result.output == """
                CLIENT ID             NAME   OWNER  STATE    SECRETS  SCOPES
                \(first)  Zebra  Shop   enabled  1        transactions:read
                \(second)  Äpfel  Shop   enabled  1        transactions:create

                """)
        let json = try await cli.run("applications", "list", "--json")
        let list = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        #expect(list.map { $0["clientId"] as? String } == [first, second])
        #expect(!json.output.contains("digest"))
    }

    @Test func `an undeclared scope is refused with the one that was meant`() async throws {
        let result = try await cli.run(
            "applications", "register", "--name", "n", "--owner", "o", "--scope", "transactions:raed")
        #expect(result.status == 1)
        #expect(
            result.errors
                == "Error: --scope \"transactions:raed\": no audience of the configuration declares it; "
                + "did you mean \"transactions:read\"?\n")
        _ = try await cli.register()
    }

    @Test func `what is no scope is refused`() async throws {
        let result = try await cli.run(
            "applications", "register", "--name", "n", "--owner", "o", "--scope", "transactions")
        #expect(result.status == 1)
        #expect(result.errors.contains("--scope \"transactions\": not a scope; write AUDIENCE:OPERATION"))
    }

    @Test func `an edit changes name, owner and scopes`() async throws {
        let id = try await cli.register()
        let result = try await cli.run(
            "applications", "edit", id, "--name", "Kiosk", "--owner", "Other", "--add-scope", "transactions:create",
            "--remove-scope", "transactions:read")
        #expect(result.status == 0)
        let shown = try await cli.run("applications", "show", id, "--json").json()
        #expect(shown["name"] as? String == "Kiosk")
        #expect(shown["owner"] as? String == "Other")
        #expect(shown["scopes"] as? [String] == ["transactions:create"])
        #expect(try await cli.run("applications", "edit", id).status == 64)
    }

    @Test func `disabling and enabling say what they changed`() async throws {
        let id = try await cli.register()
        #expect(try await cli.run("applications", "disable", id).output.hasPrefix("Disabled \(id).\n"))
        #expect(try await cli.run("applications", "disable", id).output.hasPrefix("\(id) is disabled already.\n"))
        #expect(try await cli.run("applications", "show", id, "--json").json()["enabled"] as? Bool == false)
        #expect(try await cli.run("applications", "enable", id).output.hasPrefix("Enabled \(id).\n"))
        #expect(try await cli.run("applications", "show", id, "--json").json()["enabled"] as? Bool == true)
    }

    @Test func `a secret is rotated by adding one and removing the other`() async throws {
        let id = try await cli.register()
        let rotated = try await cli.run("applications", "rotate-secret", id)
        let old = try #require(
            rotated.output.firstMatch(of: /tollgate applications remove-secret \S+ (sec_[a-z2-7]{8})\n/))
        let third = try await cli.run("applications", "rotate-secret", id)
        #expect(third.status == 1)
        #expect(third.errors.contains("already has 2 secrets"))
        #expect(try await cli.run("applications", "remove-secret", id, String(old.1)).status == 0)
        let new = try #require(rotated.output.firstMatch(of: /Secret id +(sec_[a-z2-7]{8})\n/)?.1)
        let last = try await cli.run("applications", "remove-secret", id, String(new))
        #expect(last.status == 1)
        #expect(last.errors.contains("it is the only live secret of \(id)"))
    }

    @Test func `rotating can give the old secret an end, which can be changed and taken away`() async throws {
        let id = try await cli.register()
        let rotated = try await cli.run("applications", "rotate-secret", id, "--expire-old-in", "7d")
        #expect(rotated.status == 0)
        #expect(rotated.output.contains(/The secret before it works until 20\S+Z, or until it is removed:\n/))
        let shown = try await cli.run("applications", "show", id).output
        let old = try #require(shown.firstMatch(of: /Secrets +(sec_\S+), made \S+, ends \S+, never used\n/)).1
        let later = try await cli.run(
            "applications", "expire-secret", id, String(old), "--at", "2199-12-24T18:00:00Z", "--json"
        ).json()
        let application = try #require(later["application"] as? [String: Any])
        let secrets = try #require(application["secrets"] as? [[String: Any]])
        #expect(secrets.map { $0["endsAt"] as? String } == ["2199-12-24T18:00:00Z", nil])
        #expect(secrets.map { $0["expired"] as? Bool } == [false, false])
        let never = try await cli.run("applications", "expire-secret", id, String(old), "--never")
        #expect(never.output.hasPrefix("The secret \(old) of \(id) has no end.\n"))
        #expect(try await !cli.run("applications", "show", id).output.contains("ends"))
    }

    @Test func `the end of the only secret is told to leave nothing that works`() async throws {
        let id = try await cli.register()
        let shown = try await cli.run("applications", "show", id).output
        let secret = String(try #require(shown.firstMatch(of: /sec_[a-z2-7]{8}/)).0)
        let result = try await cli.run("applications", "expire-secret", id, secret, "--in", "12h")
        #expect(result.status == 0)
        #expect(result.output.contains("has no secret that works; rotate before that:"))
        let none = try await cli.run("applications", "expire-secret", id, secret)
        #expect(none.status == 64)
        #expect(none.errors.contains("give one of --in, --at and --never"))
        #expect(try await cli.run("applications", "expire-secret", id, secret, "--in", "7").status == 64)
        let past = try await cli.run("applications", "expire-secret", id, secret, "--at", "2001-01-01T00:00:00Z")
        #expect(past.status == 1)
        #expect(past.errors.contains("must be in the future"))
    }

    @Test func `removing a secret keeps the tokens, and says so, unless they shall be revoked`() async throws {
        let id = try await cli.register()
        for (option, generation) in [("--keep-tokens", 1), ("", 1), ("--revoke-tokens", 2)] {
            _ = try await cli.run("applications", "rotate-secret", id)
            let shown = try await cli.run("applications", "show", id).output
            let secret = String(try #require(shown.firstMatch(of: /sec_[a-z2-7]{8}/)).0)
            let arguments = ["applications", "remove-secret", id, secret] + (option.isEmpty ? [] : [option])
            let result = try await cli.run(arguments)
            #expect(result.status == 0, "\(result.errors)")
            let expected =
                option == "--revoke-tokens"
                ? "Revoked every token of \(id); it is in generation 2." : "Tokens fetched with it stay valid;"
            #expect(result.output.contains(expected))
            #expect(try await cli.run("applications", "show", id, "--json").json()["generation"] as? Int == generation)
        }
        let both = try await cli.run("applications", "remove-secret", id, "x", "--keep-tokens", "--revoke-tokens")
        #expect(both.status == 64)
    }

    @Test func `revoking raises the generation`() async throws {
        let id = try await cli.register()
        let result = try await cli.run("applications", "revoke-tokens", id)
        #expect(result.output.hasPrefix("Revoked every token of \(id); it is in generation 2.\n"))
    }

    @Test func `removing needs a yes where nobody can be asked`() async throws {
        let id = try await cli.register()
        let silent = try await cli.run("applications", "remove", id)
        #expect(silent.status == 1)
        #expect(silent.errors.contains("give --yes"))
        #expect(try await cli.run("applications", "show", id).status == 0)
        #expect(try await cli.run("applications", "remove", id, "--yes").status == 0)
        #expect(try await cli.run("applications", "show", id).status == 1)
    }

    @Test func `a command waits until the serving gateway has the change`() async throws {
        let id = try await cli.register()
        let server = try ControlServer(folder: cli.path + "/data") { $0.sequence }
        let result = try await cli.run("applications", "disable", id)
        #expect(result.status == 0)
        #expect(result.output == "Disabled \(id).\nThe serving gateway has it (change 2).\n")
        let gateway = try await cli.run("applications", "enable", id, "--json").json()["gateway"] as? [String: Any]
        #expect(gateway?["state"] as? String == "acknowledged")
        server.stop()
    }

    @Test func `a gateway that does not confirm is told apart by the exit code`() async throws {
        let id = try await cli.register()
        let server = try ControlServer(folder: cli.path + "/data") { $0.sequence - 1 }
        let result = try await cli.run("applications", "disable", id)
        #expect(result.status == 75)
        #expect(result.output == "Disabled \(id).\n")
        #expect(
            result.errors
                == "Warning: change 2 is stored, but the gateway has not confirmed it: data/control.sock: "
                + "the gateway is at change 1, not yet at 2. A serving gateway polls, and will pick it up.\n")
        let json = try await cli.run("applications", "enable", id, "--json")
        #expect(json.status == 75)
        let gateway = try json.json()["gateway"] as? [String: Any]
        #expect(gateway?["state"] as? String == "unconfirmed")
        server.stop()
    }

    // The command that is suggested failed for want of the option.
    @Test(arguments: [["--store", "sqlite:data/tollgate.db"], ["--config", "./gateway.json"]])
    func `a command that is suggested works on the same store`(options: [String]) async throws {
        let id = try await cli.register()
        let rotated = try await cli.run(["applications", "rotate-secret", id] + options)
        let suggested = try #require(rotated.output.firstMatch(of: /tollgate (applications remove-secret .+)\n/)?.1)
        #expect(suggested.hasSuffix(" " + options.joined(separator: " ")))
        #expect(try await cli.run(suggested.split(separator: " ").map(String.init)).status == 0)
    }

    @Test func `the store can be named without a configuration`() async throws {
        let id = try await cli.register()
        try "{".write(toFile: cli.path + "/gateway.json", atomically: true, encoding: .utf8)
        let broken = try await cli.run("applications", "disable", id)
        #expect(broken.status == 78)
        #expect(broken.errors.contains("(gateway.json:1:2)"))
        let result = try await cli.run("applications", "disable", id, "--store", "sqlite:data/tollgate.db")
        #expect(result.status == 0)
        #expect(try await cli.run("applications", "list", "--store", "data/tollgate.db").status == 64)
    }

    @Test(.enabled(if: getuid() == 0, "only root may become another user"))
    func `another user sees nothing, and is told why`() async throws {
        _ = try await cli.register()
        let store = "sqlite:\(cli.path)/data/tollgate.db"
        let other = try await cli.run(
            "applications", "list", "--store", store,
            prefix: ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"])
        #expect(other.status == 1)
        #expect(other.output == "")
        #expect(other.errors.contains("the file cannot be opened (Permission denied)"))
        #expect(try await cli.run("applications", "list", "--store", store).status == 0)
    }

    @Test func `who changed something is kept`() async throws {
        _ = try await cli.register()
        let store = try SQLiteStore.open(path: cli.path + "/data/tollgate.db")
        let who = try #require(try await store.changes(after: 0).first?.origin.who)
        #expect(who == "cli:" + NSUserName())
    }
}
