namespace RepoTickets.CommandLine.Reports.Figures;

/// <summary>One bar of a chart: a name and how many tickets it has.</summary>
internal sealed record Share(string Name, int Count);

/// <summary>How tickets spread over statuses, priorities, people and labels.</summary>
internal static class Distributions
{
    internal const int MostBars = 10;
    internal const string Nobody = "(unassigned)";

    /// <summary>In the order of the configuration; what it does not list follows by name.</summary>
    internal static IReadOnlyList<Share> ByStatus(ReportSource source) =>
        Listed(source.Configuration.Statuses.Select(static status => status.Value), source.Tickets.Select(
            static ticket => ticket.Status.Value));

    /// <summary>Open tickets, highest priority first.</summary>
    internal static IReadOnlyList<Share> ByPriority(ReportSource source) => Listed(
        source.Configuration.Priorities.Select(static priority => priority.Value),
        source.Tickets.Where(static ticket => ticket.IsOpen).Select(static ticket => ticket.Priority.Value));

    /// <summary>Open tickets of each person, most first; what goes over the bound is one bar.</summary>
    internal static IReadOnlyList<Share> ByAssignee(ReportSource source) => Ranked(source.Tickets
        .Where(static ticket => ticket.IsOpen)
        .Select(static ticket => string.IsNullOrWhiteSpace(ticket.Assignee) ? Nobody : ticket.Assignee));

    /// <summary>The labels that most tickets have.</summary>
    internal static IReadOnlyList<Share> ByLabel(ReportSource source) => Ranked(source.Tickets.SelectMany(static ticket => ticket.Labels));

    private static List<Share> Listed(IEnumerable<string> order, IEnumerable<string> values)
    {
        var counts = values.CountBy(static value => value, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var shares = order.Distinct(StringComparer.Ordinal).Select(name => new Share(name, counts.GetValueOrDefault(name))).ToList();
        var listed = shares.Select(static share => share.Name).ToHashSet(StringComparer.Ordinal);
        shares.AddRange(counts.Where(pair => !listed.Contains(pair.Key))
            .OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => new Share(pair.Key, pair.Value)));
        return shares;
    }

    private static List<Share> Ranked(IEnumerable<string> values)
    {
        var all = values.GroupBy(static value => value, StringComparer.Ordinal)
            .Select(static group => new Share(group.Key, group.Count()))
            .OrderByDescending(static share => share.Count)
            .ThenBy(static share => share.Name, StringComparer.Ordinal)
            .ToList();
        if (all.Count <= MostBars)
        {
            return all;
        }

        var rest = all.Skip(MostBars).ToList();
        return [.. all.Take(MostBars), new Share($"({rest.Count} more)", rest.Sum(static share => share.Count))];
    }
}
