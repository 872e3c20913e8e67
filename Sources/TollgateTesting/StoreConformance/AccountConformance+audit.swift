internal import Accounts
internal import Registry
internal import Testing

extension AccountConformance {
    static let audit: [Rule] = [
        Rule("every change has its entry, with who, when and the difference") { store in
            _ = try await store.register(StoreConformance.registration("a"), by: ChangeOrigin(time: 7, who: "cli:ada"))
            _ = try await store.edit("a", ApplicationEdit(name: "Kiosk"), by: ChangeOrigin(time: 8, who: "cli:bob"))
            let page = try await store.auditEntries(matching: AuditQuery())
            #expect(page.entries.map(\.kind) == ["application.edited", "application.registered", "merchant.added"])
            #expect(page.entries.map(\.sequence) == [3, 2, 1] && page.next == nil)
            let edit = try #require(page.entries.first)
            #expect(edit.who == "cli:bob" && edit.time == 8)
            #expect(edit.subject == AuditSubject(kind: .application, id: "a", name: "Kiosk"))
            #expect(edit.changes == [AuditChange(field: "name", before: "Till", after: "Kiosk")])
            #expect(
                page.entries[1].changes.contains(AuditChange(field: "scopes", before: nil, after: "transactions:read")))
            #expect(try await store.verifyAudit(expecting: nil).isIntact)
        },
        Rule("what is done to people is there, sign-ins and failures among it") { store in
            let ada = try await add(store, "ada")
            let session = try await signIn(store, ada)
            try await store.noteFailedSignIn(accountID: ada.id, reason: "password", address: "192.0.2.9", by: origin)
            try await store.noteFailedSignIn(accountID: nil, reason: "unknown", address: "", by: origin)
            let token = try maker.apiToken(of: ada, name: "deploy", permissions: [.readAudit], at: 1000)
            _ = try await store.addToken(token, once: nil, by: origin)
            try await store.revokeToken(token.record.id, of: ada.id, by: origin)
            _ = try await store.setTOTP(of: ada.id, to: [1], step: 1, expecting: nil, by: origin)
            _ = try await store.setTOTP(of: ada.id, to: nil, step: 0, expecting: nil, by: origin)
            try await store.endSession(session.record.id, of: ada.id, isSignOut: true, by: origin)
            _ = try await store.setPassword(
                of: ada.id, to: hash(2), replacing: nil, keeping: nil, expecting: nil, by: origin)
            let link = maker.invitation(for: ada.id, at: 1000)
            _ = try await store.resetAccount(ada.id, invitation: link, expecting: nil, by: origin)
            _ = try await store.acceptInvitation(link.digest, password: hash(3), first: nil, by: origin)
            let expected: [AuditKind] = [
                .accountAdded, .signedIn, .signInFailed, .signInFailed, .apiTokenAdded, .apiTokenRevoked, .totpEnabled,
                .totpDisabled, .signedOut, .passwordChanged, .accountReset, .invitationAccepted,
            ]
            #expect(try await kinds(store) == expected.map(\.rawValue))
            let verdict = try await store.verifyAudit(expecting: nil)
            #expect(verdict.isIntact && verdict.entries == Int64(expected.count))
        },
        Rule("what is refused, and what changes nothing, leaves no entry") { store in
            let ada = try await add(store, "ada")
            _ = try await store.register(StoreConformance.registration("a"), by: origin)
            let before = try await kinds(store)
            _ = try? await store.edit("a", ApplicationEdit(scopes: []), by: origin)
            _ = try await store.enable("a", by: origin)
            _ = try? await store.removeAccount(ada.id, expecting: nil, by: origin)
            _ = try await store.editAccount(ada.id, AccountEdit(isEnabled: true), expecting: nil, by: origin)
            #expect(try await kinds(store) == before)
        },
        Rule("nothing that authenticates, and no digest of it, is in the audit") { store in
            _ = try await store.register(StoreConformance.registration("a"), by: origin)
            let ada = try await add(store, "ada")
            let session = try await signIn(store, ada)
            let token = try maker.apiToken(of: ada, name: "deploy", permissions: [.readAudit], at: 1000)
            _ = try await store.addToken(token, once: nil, by: origin)
            let link = maker.invitation(for: ada.id, at: 1000)
            _ = try await store.resetAccount(ada.id, invitation: link, expecting: nil, by: origin)
            let all = try await store.auditEntries(from: 1, limit: 100)
            let text = all.map { AuditChange.json($0.changes) + $0.who + $0.subject.id + $0.subject.name }.joined()
            for secret in [session.text, token.text, link.text, hash(1).text, "scrypt"] {
                #expect(!text.contains(secret))
            }
            let digest = StoreConformance.secret("sec_a").digest.map { String($0, radix: 16) }.joined()
            #expect(!text.contains(digest) && text.contains("sec_a"))
        },
        Rule("the audit is handed out newest first, in pages, and narrowed") { store in
            for (index, id) in ["a", "b", "c"].enumerated() {
                let origin = ChangeOrigin(time: 1000 + Int64(index), who: "cli:" + id)
                _ = try await store.register(StoreConformance.registration(id), by: origin)
            }
            let first = try await store.auditEntries(matching: AuditQuery(limit: 3))
            #expect(first.entries.map(\.sequence) == [4, 3, 2] && first.next == 2)
            let rest = try await store.auditEntries(matching: AuditQuery(before: first.next, limit: 3))
            #expect(rest.entries.map(\.sequence) == [1] && rest.next == nil)
            let found = { @Sendable (query: AuditQuery) in
                try await store.auditEntries(matching: query).entries.map(\.sequence)
            }
            #expect(try await found(AuditQuery(who: "cli:b")) == [3])
            #expect(try await found(AuditQuery(who: "cli:")) == [])
            #expect(try await found(AuditQuery(kind: "merchant.added")) == [1])
            #expect(try await found(AuditQuery(kind: "application.")) == [4, 3, 2])
            #expect(try await found(AuditQuery(kind: "application")) == [])
            #expect(try await found(AuditQuery(subjectID: "c")) == [4])
            #expect(try await found(AuditQuery(from: 1001)) == [4, 3])
            #expect(try await found(AuditQuery(to: 1001)) == [2, 1])
            #expect(try await found(AuditQuery(text: "CORNER")) == [4, 3, 2, 1])
            #expect(try await found(AuditQuery(text: "sec_b")) == [3])
            #expect(try await found(AuditQuery(text: "%")) == [])
            #expect(try await store.auditEntries(from: 2, limit: 2).map(\.sequence) == [2, 3])
        },
        Rule("each entry's digest is that of the rule, over the one before it") { store in
            _ = try await store.register(StoreConformance.registration("a", name: "Ünï \"q\" \\ 店"), by: origin)
            var previous = AuditDigest.beginning
            for entry in try await store.auditEntries(from: 1, limit: 10) {
                let record = AuditRecord(
                    time: entry.time, who: entry.who, kind: entry.kind, subject: entry.subject, changes: entry.changes)
                #expect(entry.previous == previous)
                #expect(entry.digest == AuditDigest.digest(previous: previous, texts: record.texts(at: entry.sequence)))
                previous = entry.digest
            }
            let verdict = try await store.verifyAudit(expecting: previous)
            #expect(verdict.head == previous && verdict.expectedAt == 2)
            #expect(try await store.verifyAudit(expecting: hash(9).hash).expectedAt == nil)
        },
    ]
}
