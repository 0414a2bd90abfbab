using System.Text.Json;

namespace RepoTickets.CommandLine.Printing;

/// <summary>How items of one kind are printed.</summary>
/// <param name="Kind">The name of the list in JSON.</param>
/// <param name="Columns">The names of the columns and what stands in them, for tables and CSV.</param>
/// <param name="WriteJson">Writes an item's members into an object that is open.</param>
internal sealed record Listing<TItem>(
    string Kind, IReadOnlyList<(string Name, Func<TItem, string> Text)> Columns, Action<Utf8JsonWriter, TItem> WriteJson)
{
    /// <summary>What stands in the cells is needed as a whole: nothing is cut, and the last column goes on in further lines.</summary>
    internal bool IsWhole { get; init; }
}
