using System.Text.Json;
using RepoTickets.CommandLine.Importing.Json;

namespace RepoTickets.CommandLine.Importing;

/// <summary>
/// Where an issue of Fleece stands among the children of its parents. The children of a parent that is worked in series wait for each
/// other, which is said by the order alone there.
/// </summary>
internal sealed record FleeceFamily(IReadOnlyList<(string Parent, string SortOrder)> Parents, bool IsSeries)
{
    internal static FleeceFamily Read(ForeignIssue issue, IReadOnlyList<JsonElement> parents, string? executionMode)
    {
        var found = new List<(string, string)>();
        foreach (var parent in parents)
        {
            var id = parent.ValueKind == JsonValueKind.String ? parent.GetString() : JsonIssue.Member(parent, "parentIssue");
            if (id is null)
            {
                throw new ForeignFaultException(issue.Place, "A parent of this issue has no 'parentIssue'.");
            }

            // Older versions keep parents that were taken away, and mark them so.
            if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty("active", out var active) ||
                active.ValueKind != JsonValueKind.False)
            {
                found.Add((id, JsonIssue.Member(parent, "sortOrder") ?? ""));
            }
        }

        issue.Parent = found.Count > 0 ? found[0].Item1 : null;
        foreach (var (id, _) in found.Skip(1))
        {
            issue.RelatedTo.Add(id);
            issue.Keep("further parent", id);
        }

        var isSeries = !string.Equals(executionMode, "Parallel", StringComparison.OrdinalIgnoreCase);
        issue.Keep("executionMode", isSeries ? null : executionMode);
        return new(found, isSeries);
    }

    /// <summary>Says of each child in a series that it waits for the one before.</summary>
    internal static void Order(IReadOnlyList<(ForeignIssue Issue, FleeceFamily Family)> issues)
    {
        var series = issues.Where(static entry => entry.Family.IsSeries)
            .Select(static entry => entry.Issue.Id)
            .ToHashSet(StringComparer.Ordinal);
        var children = issues.SelectMany(static entry => entry.Family.Parents.Select(place => (place.Parent, place.SortOrder, entry.Issue)))
            .Where(child => series.Contains(child.Parent))
            .GroupBy(static child => child.Parent, StringComparer.Ordinal);
        foreach (var siblings in children)
        {
            var ordered = siblings.OrderBy(static child => child.SortOrder, StringComparer.Ordinal)
                .ThenBy(static child => child.Issue.Id, StringComparer.Ordinal)
                .ToList();
            for (var i = 1; i < ordered.Count; i++)
            {
                ordered[i].Issue.BlockedBy.Add(ordered[i - 1].Issue.Id);
            }
        }
    }
}
