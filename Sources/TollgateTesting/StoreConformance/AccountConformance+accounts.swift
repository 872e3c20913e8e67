internal import Accounts
internal import Registry
internal import Testing

extension AccountConformance {
    static let accounts: [Rule] = [
        Rule("an account is found by its id, and by its name without case") { store in
            #expect(try await !store.hasAccounts())
            let ada = try await add(store, "Ada")
            #expect(try await store.hasAccounts())
            #expect(try await store.account("acc_Ada") == ada)
            #expect(try await store.account(named: "aDA") == ada)
            #expect(try await store.account(named: "Adam") == nil)
            #expect(try await store.credentials(ofAccountNamed: "ADA")?.password == hash(1))
            #expect(ada.version == 1 && ada.hasPassword && !ada.hasTOTP && ada.isEnabled)
        },
        Rule("a name that differs in case only is taken, and one that may not stand is refused") { store in
            try await add(store, "Ada")
            try await expectRefused(.nameTaken("ADA"), by: store) { try await add(store, "ADA") }
            try await expectRefused(.invalidName(.outerSpace), by: store) { try await add(store, " Bo") }
            try await expectRefused(.unknownMerchant("mer_x"), by: store) {
                try await add(store, "Bo", .merchant("mer_x"))
            }
            try await add(store, "Bo")
        },
        Rule("accounts are listed by page, text, kind, merchant and state") { store in
            try await addMerchant(store, "Shop")
            try await add(store, "Cleo")
            try await add(store, "ada", .reader)
            try await add(store, "Bob", .merchant("mer_Shop"))
            let names = { @Sendable (query: AccountQuery) in
                try await store.accounts(matching: query).items.map(\.name)
            }
            #expect(try await names(AccountQuery()) == ["ada", "Bob", "Cleo"])
            #expect(try await names(AccountQuery(isDescending: true)) == ["Cleo", "Bob", "ada"])
            #expect(try await names(AccountQuery(sort: .createdAt)) == ["Cleo", "ada", "Bob"])
            #expect(try await names(AccountQuery(text: "B")) == ["Bob"])
            #expect(try await names(AccountQuery(kind: .reader)) == ["ada"])
            #expect(try await names(AccountQuery(merchantID: "mer_Shop")) == ["Bob"])
            #expect(try await names(AccountQuery(isEnabled: false)) == [])
            #expect(try await names(AccountQuery(offset: 1, limit: 1)) == ["Bob"])
            #expect(try await store.accounts(matching: AccountQuery(limit: 1)).total == 3)
            #expect(try await store.account(named: "bob")?.role == .merchant("mer_Shop"))
        },
        Rule("an edit is kept in the next version, and one that expects another version is refused") { store in
            try await add(store, "ada")
            let bob = try await add(store, "bob")
            let edit = AccountEdit(role: .reader, language: .some(.dutch))
            let after = try await store.editAccount(bob.id, edit, expecting: 1, by: at(2000))
            #expect(after.role == .reader && after.language == .dutch && after.version == 2 && after.updatedAt == 2000)
            #expect(try await store.account(bob.id) == after)
            try await expectRefused(.versionMismatch(current: 2), by: store) {
                _ = try await store.editAccount(bob.id, AccountEdit(isEnabled: false), expecting: 1, by: origin)
            }
            let same = try await store.editAccount(bob.id, AccountEdit(role: .reader), expecting: 2, by: origin)
            #expect(same == after)
            let browser = try await store.editAccount(
                bob.id, AccountEdit(language: .some(nil)), expecting: 2, by: origin)
            #expect(browser.language == nil && browser.role == .reader)
            try await expectRefused(.unknownAccount("acc_x"), by: store) {
                _ = try await store.editAccount("acc_x", edit, expecting: nil, by: origin)
            }
        },
        Rule("the last operator who can sign in is neither disabled, demoted nor removed") { store in
            let ada = try await add(store, "ada")
            try await add(store, "rita", .reader)
            try await add(store, "waits", password: nil)
            let attempts: [@Sendable () async throws -> Void] = [
                { _ = try await store.editAccount(ada.id, AccountEdit(isEnabled: false), expecting: nil, by: origin) },
                { _ = try await store.editAccount(ada.id, AccountEdit(role: .reader), expecting: nil, by: origin) },
                { _ = try await store.removeAccount(ada.id, expecting: nil, by: origin) },
            ]
            for attempt in attempts {
                try await expectRefused(.lastOperator, by: store) { try await attempt() }
            }
            _ = try await store.removeAccount("acc_waits", expecting: nil, by: origin)
            try await add(store, "bob")
            for attempt in attempts { try await attempt() }
            #expect(try await store.account(ada.id) == nil)
        },
        Rule("an account is made once under a key") { store in
            let once = OnceOnly(key: StoreConformance.key("k", 1), sealed: [7])
            let wanted = NewAccount(id: "acc_1", name: "ada", role: .operator)
            let other = NewAccount(id: "acc_2", name: "bob", role: .operator)
            #expect(try await store.addAccount(wanted, invitation: nil, once: once, by: origin).made?.id == "acc_1")
            let again = try await store.addAccount(other, invitation: nil, once: once, by: origin)
            #expect(again == .repeated(subjectID: "acc_1", sealed: [7]))
            try await expectRefused(.idempotencyKeyReused, by: store) {
                let reused = OnceOnly(key: StoreConformance.key("k", 2), sealed: [7])
                _ = try await store.addAccount(other, invitation: nil, once: reused, by: origin)
            }
        },
    ]

    static let credentials: [Rule] = [
        Rule("a password is set in place of the one that was verified, and ends the other sessions") { store in
            let ada = try await add(store, "ada")
            let (kept, other) = try await (signIn(store, ada), signIn(store, ada))
            try await expectRefused(.credentialsChanged, by: store) {
                _ = try await store.setPassword(
                    of: ada.id, to: hash(2), replacing: hash(9), keeping: kept.record.id, expecting: nil, by: origin)
            }
            _ = try await store.setPassword(
                of: ada.id, to: hash(2), replacing: hash(1), keeping: kept.record.id, expecting: nil, by: origin)
            #expect(try await store.credentials(of: ada.id)?.password == hash(2))
            #expect(try await store.useSession(kept.digest, at: 1001) != nil)
            #expect(try await store.useSession(other.digest, at: 1001) == nil)
        },
        Rule("an account of another version than expected keeps what it proves itself with, and its sessions") {
            store in
            let ada = try await add(store, "ada")
            let session = try await signIn(store, ada)
            let link = maker.invitation(for: ada.id, at: 1000)
            let other = ada.version + 1
            let mismatch = AccountRefusal.versionMismatch(current: ada.version)
            try await expectRefused(mismatch, by: store) {
                _ = try await store.resetAccount(ada.id, invitation: link, expecting: other, by: origin)
            }
            try await expectRefused(mismatch, by: store) {
                _ = try await store.endSessions(of: ada.id, expecting: other, by: origin)
            }
            try await expectRefused(mismatch, by: store) {
                _ = try await store.setTOTP(of: ada.id, to: [1], step: 5, expecting: other, by: origin)
            }
            try await expectRefused(mismatch, by: store) {
                _ = try await store.setPassword(
                    of: ada.id, to: hash(2), replacing: nil, keeping: nil, expecting: other, by: origin)
            }
            #expect(try await store.useSession(session.digest, at: 1001) != nil)
            #expect(try await store.endSessions(of: ada.id, expecting: ada.version, by: origin) == 1)
            _ = try await store.resetAccount(ada.id, invitation: link, expecting: ada.version, by: origin)
        },
        Rule("an authenticator is set and taken away") { store in
            let ada = try await add(store, "ada")
            let with = try await store.setTOTP(of: ada.id, to: [1, 2], step: 5, expecting: nil, by: origin)
            #expect(with.hasTOTP)
            let stored = try #require(try await store.credentials(of: ada.id))
            #expect(stored.sealedTOTP == [1, 2] && stored.lastTOTPStep == 5)
            #expect(try await !store.setTOTP(of: ada.id, to: nil, step: 0, expecting: nil, by: origin).hasTOTP)
        },
        Rule("an invitation gives a password once, and not after its time or in place of a newer one") { store in
            let link = maker.invitation(for: "acc_1", at: 1000)
            let wanted = NewAccount(id: "acc_1", name: "ada", role: .operator)
            _ = try await store.addAccount(wanted, invitation: link, once: nil, by: origin)
            #expect(try await store.invitation(link.digest, at: 1000 + 259_199)?.account?.id == "acc_1")
            #expect(try await store.invitation(link.digest, at: 1000 + 259_200) == nil)
            let newer = maker.invitation(for: "acc_1", at: 1000)
            _ = try await store.resetAccount("acc_1", invitation: newer, expecting: nil, by: origin)
            try await expectRefused(.unknownInvitation, by: store) {
                _ = try await store.acceptInvitation(link.digest, password: hash(1), first: nil, by: origin)
            }
            try await expectRefused(.unknownInvitation, by: store) {
                _ = try await store.acceptInvitation(newer.digest, password: hash(1), first: nil, by: at(300_000))
            }
            let ada = try await store.acceptInvitation(newer.digest, password: hash(1), first: nil, by: origin)
            #expect(ada.hasPassword && ada.id == "acc_1")
            try await expectRefused(.unknownInvitation, by: store) {
                _ = try await store.acceptInvitation(newer.digest, password: hash(2), first: nil, by: origin)
            }
        },
        Rule("the first operator comes by a link, the newest one, while there is no account") { store in
            let (old, new) = (maker.invitation(for: nil, at: 1000), maker.invitation(for: nil, at: 1000))
            try await store.inviteFirstOperator(old, by: origin)
            try await store.inviteFirstOperator(new, by: origin)
            let first = NewAccount(id: "acc_1", name: "ada", role: .operator)
            try await expectRefused(.unknownInvitation, by: store) {
                _ = try await store.acceptInvitation(old.digest, password: hash(1), first: first, by: origin)
            }
            try await expectRefused(.invalidName(.empty), by: store) {
                _ = try await store.acceptInvitation(new.digest, password: hash(1), first: nil, by: origin)
            }
            let ada = try await store.acceptInvitation(new.digest, password: hash(1), first: first, by: origin)
            #expect(ada.role == .operator && ada.hasPassword && ada.name == "ada")
            try await expectRefused(.notFirst, by: store) {
                try await store.inviteFirstOperator(maker.invitation(for: nil, at: 1000), by: origin)
            }
        },
        Rule("the first operator's link is worthless once somebody else was made the first") { store in
            let link = maker.invitation(for: nil, at: 1000)
            try await store.inviteFirstOperator(link, by: origin)
            #expect(try await store.invitation(link.digest, at: 1000) != nil)
            try await add(store, "ada")
            #expect(try await store.invitation(link.digest, at: 1000) == nil)
            try await expectRefused(.unknownInvitation, by: store) {
                let first = NewAccount(id: "acc_1", name: "eve", role: .operator)
                _ = try await store.acceptInvitation(link.digest, password: hash(1), first: first, by: origin)
            }
        },
        Rule("a reset takes password and authenticator away, and ends the sessions") { store in
            let ada = try await add(store, "ada")
            let session = try await signIn(store, ada)
            _ = try await store.setTOTP(of: ada.id, to: [1], step: 5, expecting: nil, by: origin)
            let link = maker.invitation(for: ada.id, at: 1000)
            let after = try await store.resetAccount(ada.id, invitation: link, expecting: nil, by: origin)
            #expect(!after.hasPassword && !after.hasTOTP)
            #expect(try await store.useSession(session.digest, at: 1001) == nil)
            #expect(try await store.invitation(link.digest, at: 1001)?.account == after)
        },
    ]
}
