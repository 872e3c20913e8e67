import Testing

@testable import Configuration

/// Each mistake by itself: its one message, word for word, and its repaired twin without any.
struct ProblemTableTests {
    /// One mistake.
    struct Case: Sendable, CustomTestStringConvertible {
        let wrong: String
        let repaired: String
        /// The message without the place, which other tests look at.
        let message: String
        var testDescription: String { message }

        init(_ wrong: Sample, _ repaired: Sample, _ message: String) {
            self.wrong = wrong.text
            self.repaired = repaired.text
            self.message = message
        }

        init(_ part: WritableKeyPath<Sample, String>, _ wrong: String, _ repaired: String, _ message: String) {
            self.init(.with(part, wrong), .with(part, repaired), message)
        }

        /// A member of the document.
        init(_ wrong: String, _ repaired: String, _ message: String) {
            self.init(.with(wrong), .with(repaired), message)
        }

        /// A route behind `GET /t`.
        init(route wrong: String, _ repaired: String, _ message: String) {
            self.init(.route(wrong), .route(repaired), message)
        }
    }

    @Test(arguments: listen + issuer + declarations + routes + requirements + service + hosts + forwards)
    func `a mistake has one message, word for word, and its repaired twin none`(_ row: Case) {
        let found = problems(row.wrong)
        #expect(found.count == 1)
        #expect(found.first.map(withoutPlace) == row.message)
        #expect(problems(row.repaired) == [])
    }

    private func withoutPlace(_ problem: String) -> String {
        problem.lastIndex(of: "(").map { String(problem[..<$0].dropLast()) } ?? problem
    }

    @Test func `a literal secret is not repeated`() {
        #expect(!problems(Sample.with(#""masterKey": "s3cr3t""#).text).joined().contains("s3cr3t"))
    }
}
