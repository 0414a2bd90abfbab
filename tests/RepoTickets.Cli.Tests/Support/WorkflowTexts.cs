namespace RepoTickets.Cli.Tests.Support;

/// <summary>Definitions that tests start.</summary>
internal static class WorkflowTexts
{
    /// <summary>An approval, then a signal.</summary>
    internal const string ShipIt = """
        # Kept as it is written, comments and all.
        name: ship-it
        parameters:
          version: text
          targets: {type: list, default: [test]}
        steps:
          - id: ask
            approval: {question: "Ship ${params.version}?"}
          - id: shipped
            depends-on: [ask]
            wait: {for: shipped}
        """;

    /// <summary>An approval, then code that only a host has.</summary>
    internal const string WithCode = """
        name: with-code
        steps:
          - id: ask
            approval: {question: "Go on?"}
          - id: ship
            depends-on: [ask]
            code: {name: ship}
        """;
}
