// swift-tools-version: 6.2

import PackageDescription

/// Every target is checked the same way: Swift 6 mode, strict memory safety, and no warning left standing.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let hashTree = Target.Dependency.product(name: "HashTreeCollections", package: "swift-collections")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")

/// The commit, from the scripts that build for others. Asking git here would not do: SwiftPM keeps what a manifest came
/// to, and a later commit would go by the name of an earlier one.
let commit = (Context.environment["TOLLGATE_COMMIT"] ?? "").filter {
    $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-")
}

/// Whether the package is built for `scripts/fuzz`: with the fuzzer's driver, and without the tests.
let isFuzzing = Context.environment["TOLLGATE_FUZZ"] == "1"

/// A target under `Sources/`, with the project's settings.
func layer(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one target. `TollgateTesting` is at hand in each of them.
func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: name + "Tests",
        dependencies: [.target(name: name), "TollgateTesting"] + dependencies,
        resources: resources,
        swiftSettings: strict
    )
}

let package = Package(
    name: "tollgate",
    products: [
        .executable(name: "tollgate", targets: ["tollgate"]),
        .executable(name: "payments-service", targets: ["PaymentsService"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // C
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLinux"),
        .target(name: "CBuild", cSettings: commit.isEmpty ? [] : [.define("TOLLGATE_COMMIT", to: "\"\(commit)\"")]),

        // The console's files, embedded by the compiler, which also sees when one has changed.
        .target(name: "CConsole", exclude: ["Pages", "make"]),

        // Base
        layer("EventLoop", ["CLinux"]),
        layer("HTTPCodec"),
        layer("Signing", ["COpenSSL"]),

        // Domain
        layer("Guessing", ["Signing"]),
        layer("JSONWebToken", ["Signing"]),
        layer("Registry", ["Signing", hashTree]),
        layer("Accounts", ["Registry", "Signing", "Guessing"]),
        layer("Policy", ["Registry", "JSONWebToken"]),
        layer("Configuration", ["Policy", "Registry", "JSONWebToken", "Signing"]),

        // Adapters
        layer("HTTPServer", ["EventLoop", "HTTPCodec", "CLinux"]),
        layer("Upstream", ["EventLoop", "HTTPCodec", "Signing", "CCurl", "CLinux"]),
        layer("SQLiteStore", ["Accounts", "Registry", "Configuration", "Signing", grdb, sqlite]),
        layer("ControlSocket"),

        // Features
        layer("TokenEndpoint", ["HTTPServer", "JSONWebToken", "Registry", "Signing", "Guessing"]),
        layer(
            "Gateway",
            ["HTTPServer", "Upstream", "Policy", "JSONWebToken", "Registry", "HTTPCodec", "EventLoop"]
        ),

        layer(
            "Management",
            [
                "HTTPServer", "HTTPCodec", "EventLoop", "JSONWebToken", "Policy", "Accounts", "Registry",
                "Configuration", "Signing",
            ]
        ),

        layer("Console", ["HTTPServer", "Signing", "CConsole"]),

        // Root
        .executableTarget(
            name: "tollgate",
            dependencies: [
                "Gateway", "TokenEndpoint", "Management", "Console", "Configuration", "SQLiteStore", "ControlSocket",
                "Registry",
                "Accounts",
                "JSONWebToken",
                "Policy", "Signing", "HTTPServer", "HTTPCodec", "Upstream", "EventLoop", "CLinux", "CBuild",
                argumentParser,
                logging,
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "PaymentsService",
            dependencies: ["HTTPServer", "HTTPCodec", "EventLoop", argumentParser],
            path: "Examples/PaymentsService",
            swiftSettings: strict
        ),

        // Does one thing many times under callgrind, for Benchmarks/micro. No product: nobody is given it.
        .executableTarget(
            name: "MicroDriver",
            dependencies: [
                "Gateway", "Upstream", "Policy", "JSONWebToken", "Registry", "Signing", "HTTPServer", "HTTPCodec",
                "EventLoop",
            ],
            path: "Benchmarks/Driver",
            swiftSettings: strict
        ),

        // Tests
        layer(
            "TollgateTesting",
            [
                "Gateway", "HTTPServer", "Upstream", "Policy", "JSONWebToken", "Accounts", "Registry", "Signing",
                "HTTPCodec", "EventLoop",
            ]
        ),
        tests("EventLoop"),
        tests("HTTPCodec"),
        tests("Signing"),
        tests("JSONWebToken", ["Signing"]),
        tests("Registry"),
        tests("Guessing"),
        tests("Accounts", ["Registry", "Signing", "Guessing"]),
        tests("Policy", ["Registry", "JSONWebToken", "Signing"]),
        tests("Configuration", ["Policy", "Registry", "JSONWebToken", "Signing"]),
        tests("HTTPServer", ["EventLoop", "HTTPCodec"]),
        tests("Upstream", ["EventLoop", "HTTPCodec", "CCurl"]),
        tests(
            "Gateway",
            ["HTTPServer", "Upstream", "Policy", "JSONWebToken", "Registry", "HTTPCodec", "EventLoop", "Signing"]
        ),
        tests("SQLiteStore", ["Accounts", "Registry", "Configuration", "Signing", grdb]),
        tests("ControlSocket"),
        tests(
            "tollgate",
            ["Configuration", "Gateway", "Upstream", "ControlSocket", "SQLiteStore", "Accounts", "Registry"]),
        tests("TokenEndpoint", ["HTTPServer", "JSONWebToken", "Registry", "Signing", "Guessing"]),
        tests("Console", ["HTTPServer", "Signing"]),
        tests(
            "Management",
            [
                "HTTPServer", "HTTPCodec", "Accounts", "Registry", "Configuration", "JSONWebToken", "SQLiteStore",
                "Signing", "EventLoop",
            ]),
        tests("PaymentsService", ["HTTPServer"]),
    ]
)

// The properties in Fuzzing/ are run over the stored inputs by the tests, and over new ones by the fuzzer. They look into
// targets as tests do (`@testable`), which an ordinary release build does not allow: hence no library that both share.
let fuzzed: [Target.Dependency] = [
    "HTTPCodec", "HTTPServer", "Policy", "JSONWebToken", "TokenEndpoint", "Configuration", "Registry", "Signing",
]
let unbuilt = ["CFuzzer", "Dictionaries", "Seeds", "Findings", "README.md"]
if isFuzzing {
    package.targets.removeAll { $0.type == .test }
    package.targets += [
        .systemLibrary(name: "CFuzzer", path: "Fuzzing/CFuzzer"),
        .executableTarget(
            name: "FuzzDriver", dependencies: fuzzed + ["CFuzzer"], path: "Fuzzing",
            exclude: unbuilt + ["Tests"], sources: ["Properties", "Rules", "Driver"], swiftSettings: strict),
    ]
} else {
    package.targets.append(
        .testTarget(
            name: "FuzzingTests", dependencies: fuzzed, path: "Fuzzing",
            exclude: unbuilt + ["Driver"], sources: ["Properties", "Rules", "Tests"], swiftSettings: strict))
}
