extension OperationTable {
    /// Every operation there is.
    ///
    /// - Parameter others: those that come from elsewhere.
    static func all(_ services: ManagementServices, others: [Operation]) -> OperationTable {
        let operations =
            SessionResource(services: services).operations + MeResource(services: services).operations
            + ApplicationsResource(services: services).operations + CatalogueResource(services: services).operations
            + MerchantsResource(services: services).operations + AccountsResource(services: services).operations
            + AuditResource(services: services).operations + others
        let table = OperationTable(operations, schemas: schemas)
        // The description describes itself, too.
        let description = DescriptionResource(services: services, described: table).operations
        return OperationTable(operations + description, schemas: schemas)
    }

    /// The schemas that answers share, by their names in the description.
    private static let schemas: [(name: String, schema: Schema)] = [
        ("Problem", Problem.schema), ("Application", ApplicationOutput.schema), ("Merchant", MerchantOutput.schema),
        ("Account", AccountOutput.schema), ("SignedIn", SignedInOutput.schema),
        ("Session", SessionOutput.schema), ("APIToken", APITokenOutput.schema), ("AuditEntry", AuditOutput.schema),
        ("Route", RouteOutput.schema), ("Explanation", ExplanationOutput.schema),
    ]
}
