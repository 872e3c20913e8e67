import HTTPServer

/// Turns a request into its answer. Knows no socket and no clock.
struct PaymentsAPI: Sendable {
    let ledger: Ledger

    /// - Parameter now: in seconds since 1970.
    func respond(to request: WholeRequest, at now: Int64) -> WholeResponse {
        let caller = Caller(request)
        do throws(Problem) {
            return try answer(request, caller, at: now)
        } catch {
            return error.response(caller: caller)
        }
    }

    private func answer(_ request: WholeRequest, _ caller: Caller, at now: Int64) throws(Problem) -> WholeResponse {
        // 1. What is it about, and may this be done with it?
        guard let resource = Resource(path: request.path) else { throw .noSuchPath }
        guard resource.methods.contains(request.method) else {
            throw .method(allow: resource.methods.joined(separator: ", "))
        }
        let isReading = request.method != "POST"
        // 2. Can the content be read?
        if !isReading { try checkMediaType(request) }
        // 3. Do it.
        switch resource {
        case .health: return .json(status: 200, ["status": "ok"], caller: caller)
        case .transactions where isReading: return try list(request, caller)
        case .transactions: return try create(request, caller, at: now)
        case .transaction(let id): return try show(id, caller)
        case .refunds(let id): return try refund(id, request, caller, at: now)
        }
    }

    private func list(_ request: WholeRequest, _ caller: Caller) throws(Problem) -> WholeResponse {
        let asked = try PageRequest(query: request.query)
        guard let page = try? ledger.page(after: asked.after, limit: asked.limit) else {
            throw .query([Problem.Fault(field: "after", detail: "There is no such transaction. Send next of a page.")])
        }
        return .json(status: 200, page, caller: caller)
    }

    private func show(_ id: String, _ caller: Caller) throws(Problem) -> WholeResponse {
        guard let transaction = ledger.transaction(id) else { throw Problem(.unknown(id)) }
        return .json(status: 200, transaction, caller: caller)
    }

    private func create(_ request: WholeRequest, _ caller: Caller, at now: Int64) throws(Problem) -> WholeResponse {
        let payment = try PaymentRequest(request.content)
        do throws(LedgerRefusal) {
            let transaction = try ledger.create(payment, at: now)
            var response = WholeResponse.json(status: 201, transaction, caller: caller)
            response.fields.append(("Location", "/transactions/\(transaction.id)"))
            return response
        } catch {
            throw Problem(error)
        }
    }

    private func refund(
        _ id: String, _ request: WholeRequest, _ caller: Caller, at now: Int64
    ) throws(Problem) -> WholeResponse {
        let asked = try RefundRequest(request.content)
        do throws(LedgerRefusal) {
            let outcome = try ledger.refund(asked, of: id, at: now)
            return .json(status: 201, RefundReceipt(outcome.refund, of: outcome.transaction), caller: caller)
        } catch {
            throw Problem(error)
        }
    }

    /// Content, where there is some, must be said to be JSON; parameters such as `charset` do not matter.
    private func checkMediaType(_ request: WholeRequest) throws(Problem) {
        let types = request.values(of: "Content-Type")
        if types.isEmpty, request.content.isEmpty { return }
        let essence = types.first?.split(separator: ";", omittingEmptySubsequences: false).first ?? ""
        let bare = essence.filter { $0 != " " && $0 != "\t" }.lowercased()
        guard types.count == 1, bare == "application/json" else { throw .mediaType }
    }
}
