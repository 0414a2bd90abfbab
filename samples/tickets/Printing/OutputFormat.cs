using System.CommandLine;

namespace RepoTickets.CommandLine.Printing;

/// <summary>The forms in which results are printed, by name.</summary>
internal static class OutputFormat
{
    internal const string Table = "table";
    internal const string Simple = "simple";
    internal const string Json = "json";
    internal const string JsonLines = "jsonl";
    internal const string Csv = "csv";

    /// <summary>For whatever lists. <c>simple</c> is the Python package's name for a plain line each.</summary>
    internal static Option<string> ForLists() => Create(Table, Json, JsonLines, Csv, Simple);

    /// <summary>For one thing, or for what was done.</summary>
    internal static Option<string> ForResults() => Create(Table, Json);

    internal static Option<string> Create(string usual, params string[] others)
    {
        string[] names = [usual, .. others];
        var option = new Option<string>("--format")
        {
            Description = $"How results are printed: {string.Join(", ", names)}. Default {usual}.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => usual,
        };
        option.AcceptOnlyFromAmong(names);
        return option;
    }
}
