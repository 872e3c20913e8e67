internal import Accounts
internal import Registry
internal import Testing

extension AccountConformance {
    static let sessions: [Rule] = [
        Rule("a session is found by its digest until it ends") { store in
            let ada = try await add(store, "ada")
            let new = try await signIn(store, ada)
            let found = try #require(try await store.useSession(new.digest, at: 1059))
            #expect(found.session == new.record && found.account.id == ada.id)
            #expect(found.account.lastSignInAt == 1000)
            #expect(try await store.useSession(maker.session(of: ada.id, at: 1000).digest, at: 1059) == nil)
            #expect(try await store.sessions(of: ada.id, at: 1059) == [new.record])
        },
        Rule("a session ends twelve hours after it began, however much it is used") { store in
            let ada = try await add(store, "ada")
            let session = try await signIn(store, ada)
            for now in stride(from: Int64(1000 + 1799), to: 1000 + 43_200, by: 1799) {
                #expect(try await store.useSession(session.digest, at: now) != nil)
            }
            #expect(try await store.useSession(session.digest, at: 1000 + 43_199) != nil)
            #expect(try await store.sessions(of: ada.id, at: 1000 + 43_199).map(\.id) == [session.record.id])
            #expect(try await store.useSession(session.digest, at: 1000 + 43_200) == nil)
            #expect(try await store.sessions(of: ada.id, at: 1000 + 43_200) == [])
        },
        Rule("an idle session authenticates nothing from its end on") { store in
            let ada = try await add(store, "ada")
            let session = try await signIn(store, ada)
            #expect(try await store.useSession(session.digest, at: 1000 + 1800) == nil)
            #expect(try await store.useSession(session.digest, at: 1000 + 1799) != nil)
            #expect(try await store.useSession(session.digest, at: 1000 + 1799 + 1799) != nil)
            #expect(try await store.useSession(session.digest, at: 1000 + 1799 + 1799 + 1800) == nil)
        },
        Rule("disabling and removing an account end its sessions; enabling does not bring them back") { store in
            try await add(store, "ada")
            let bob = try await add(store, "bob")
            let session = try await signIn(store, bob)
            _ = try await store.editAccount(bob.id, AccountEdit(isEnabled: false), expecting: nil, by: origin)
            #expect(try await store.useSession(session.digest, at: 1001) == nil)
            _ = try await store.editAccount(bob.id, AccountEdit(isEnabled: true), expecting: nil, by: origin)
            #expect(try await store.useSession(session.digest, at: 1001) == nil)
            let again = try await signIn(store, bob)
            #expect(try await store.useSession(again.digest, at: 1001) != nil)
            _ = try await store.removeAccount(bob.id, expecting: nil, by: origin)
            #expect(try await store.useSession(again.digest, at: 1001) == nil)
        },
        Rule("nobody signs in with what was verified before it changed") { store in
            try await add(store, "ada")
            let bob = try await add(store, "bob")
            let verified = try #require(try await store.credentials(of: bob.id))
            let start = { @Sendable (verified: AccountCredentials, step: Int64?) in
                let session = maker.session(of: bob.id, at: 1000)
                _ = try await store.startSession(session, verified: verified, step: step, by: origin)
            }
            _ = try await store.setPassword(
                of: bob.id, to: hash(2), replacing: nil, keeping: nil, expecting: nil, by: origin)
            try await expectRefused(.credentialsChanged, by: store) { try await start(verified, nil) }
            let second = try #require(try await store.credentials(of: bob.id))
            _ = try await store.editAccount(bob.id, AccountEdit(isEnabled: false), expecting: nil, by: origin)
            try await expectRefused(.credentialsChanged, by: store) { try await start(second, nil) }
            _ = try await store.editAccount(bob.id, AccountEdit(isEnabled: true), expecting: nil, by: origin)
            try await start(second, nil)
            _ = try await store.setTOTP(of: bob.id, to: [1], step: 5, expecting: nil, by: origin)
            try await expectRefused(.credentialsChanged, by: store) { try await start(second, nil) }
            let third = try #require(try await store.credentials(of: bob.id))
            try await expectRefused(.credentialsChanged, by: store) { try await start(third, nil) }
            try await start(third, 6)
        },
        Rule("a code is used once, by whoever comes first") { store in
            let ada = try await add(store, "ada")
            _ = try await store.setTOTP(of: ada.id, to: [1], step: 5, expecting: nil, by: origin)
            let verified = try #require(try await store.credentials(of: ada.id))
            let start = { @Sendable (step: Int64) in
                let session = maker.session(of: ada.id, at: 1000)
                _ = try await store.startSession(session, verified: verified, step: step, by: origin)
            }
            try await expectRefused(.codeUsed, by: store) { try await start(5) }
            try await start(7)
            try await expectRefused(.codeUsed, by: store) { try await start(7) }
            try await expectRefused(.codeUsed, by: store) { try await start(6) }
            try await start(8)
        },
        Rule("a session is ended by its account only, alone or with all others") { store in
            let (ada, bob) = try await (add(store, "ada"), add(store, "bob"))
            let mine = try await signIn(store, ada)
            try await expectRefused(.unknownSession(mine.record.id), by: store) {
                try await store.endSession(mine.record.id, of: bob.id, isSignOut: false, by: origin)
            }
            #expect(try await store.useSession(mine.digest, at: 1001) != nil)
            try await store.endSession(mine.record.id, of: ada.id, isSignOut: true, by: origin)
            #expect(try await store.useSession(mine.digest, at: 1001) == nil)
            let (second, third) = try await (signIn(store, ada), signIn(store, ada))
            let other = try await signIn(store, bob)
            #expect(try await store.endSessions(of: ada.id, expecting: nil, by: origin) == 2)
            #expect(try await store.endSessions(of: ada.id, expecting: nil, by: origin) == 0)
            for session in [second, third] { #expect(try await store.useSession(session.digest, at: 1001) == nil) }
            #expect(try await store.useSession(other.digest, at: 1001) != nil)
        },
    ]

    static let tokens: [Rule] = [
        Rule("an API token is found by its digest until it expires, and the day of its use is kept") { store in
            let ada = try await add(store, "ada")
            let new = try maker.apiToken(of: ada, name: "deploy", permissions: [.readAudit], expiresInDays: 2, at: 1000)
            #expect(try await store.addToken(new, once: nil, by: origin).made == new.record)
            let found = try #require(try await store.useToken(new.digest, at: 1000 + 86_400))
            #expect(found.token == new.record && found.account.id == ada.id)
            #expect(try await store.tokens(of: ada.id).map(\.lastUsedDay) == [1])
            #expect(try await store.useToken(new.digest, at: 1000 + 172_799) != nil)
            #expect(try await store.useToken(new.digest, at: 1000 + 172_800) == nil)
            #expect(try await store.tokens(of: ada.id).map(\.lastUsedDay) == [2])
        },
        Rule("a token does no more than its account may at the moment of use") { store in
            try await add(store, "ada")
            let bob = try await add(store, "bob")
            let permissions: Set<Permission> = [.readAudit, .writeApplications]
            let new = try maker.apiToken(of: bob, name: "deploy", permissions: permissions, at: 1000)
            _ = try await store.addToken(new, once: nil, by: origin)
            #expect(try await store.useToken(new.digest, at: 1001)?.permissions == permissions)
            _ = try await store.editAccount(bob.id, AccountEdit(role: .reader), expecting: nil, by: origin)
            #expect(try await store.useToken(new.digest, at: 1001)?.permissions == [.readAudit])
            let other = try maker.apiToken(of: bob, name: "again", permissions: permissions, at: 1000)
            try await expectRefused(.permissionsNotHeld([.writeApplications]), by: store) {
                _ = try await store.addToken(other, once: nil, by: origin)
            }
            _ = try await store.editAccount(bob.id, AccountEdit(isEnabled: false), expecting: nil, by: origin)
            #expect(try await store.useToken(new.digest, at: 1001) == nil)
        },
        Rule("a token is revoked by its account only, and an account has no more than fifty") { store in
            let (ada, bob) = try await (add(store, "ada"), add(store, "bob"))
            let token = { try maker.apiToken(of: ada, name: "t", permissions: [.readAudit], at: 1000) }
            let first = try token()
            _ = try await store.addToken(first, once: nil, by: origin)
            try await expectRefused(.unknownToken(first.record.id), by: store) {
                try await store.revokeToken(first.record.id, of: bob.id, by: origin)
            }
            for _ in 1..<APIToken.mostPerAccount { _ = try await store.addToken(try token(), once: nil, by: origin) }
            let last = try token()
            try await expectRefused(.tooManyTokens, by: store) {
                _ = try await store.addToken(last, once: nil, by: origin)
            }
            try await store.revokeToken(first.record.id, of: ada.id, by: origin)
            #expect(try await store.useToken(first.digest, at: 1001) == nil)
            _ = try await store.addToken(last, once: nil, by: origin)
            #expect(try await store.tokens(of: ada.id).first == last.record)
        },
    ]
}
