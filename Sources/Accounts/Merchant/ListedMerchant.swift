/// A merchant, and how many applications it has.
package struct ListedMerchant: Hashable, Sendable {
    /// The merchant.
    package let merchant: Merchant
    /// How many applications have its name as their owner.
    package let applicationCount: Int

    package init(merchant: Merchant, applicationCount: Int) {
        self.merchant = merchant
        self.applicationCount = applicationCount
    }
}
