using System.Text.Json;

namespace RepoTickets.Mcp.Tools;

/// <summary>
/// What is wrong with arguments: the first problems, and how many there are in all. A list of a million nulls has a million of them.
/// </summary>
internal sealed class ArgumentProblems
{
    /// <summary>How many problems an answer tells of at most: 20.</summary>
    internal const int MostShown = 20;

    private readonly List<FieldProblem> _first = [];

    internal int Count { get; private set; }

    internal ValueList<FieldProblem> First => _first.ToValueList();

    /// <param name="field">The argument, fit to be shown.</param>
    /// <param name="value">What it is; null when there is nothing to show.</param>
    /// <param name="explain">Says what is wrong; only called when it is shown.</param>
    internal void Add(string field, JsonElement? value, Func<string> explain)
    {
        if (Count++ < MostShown)
        {
            _first.Add(new(field, value is { } given ? DisplayText.Escape(given.GetRawText()) : "", explain()));
        }
    }
}
