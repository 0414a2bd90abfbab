namespace RepoTickets;

/// <summary>Reads and writes scenarios in the Gherkin language.</summary>
public static partial class GherkinText
{
    /// <summary>x</summary>
    public static ValueList<GherkinScenario> Parse(string text) => [];
}
