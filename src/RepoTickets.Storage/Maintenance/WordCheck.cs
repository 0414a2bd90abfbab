using RepoTickets.Storage.Layout;

namespace RepoTickets.Storage.Maintenance;

/// <summary>
/// Tells of statuses and priorities that a repository has added and that mean less than they seem to: the Python package cannot load them,
/// and no status of a repository's own ends work. Allowed, and so information.
/// </summary>
internal static class WordCheck
{
    private const int MostNamed = 5;

    private static readonly HashSet<string> NamedLikeAnEnd = new(
        [
            "abandoned", "accepted", "archived", "complete", "completed", "declined", "deferred", "delivered", "deployed", "done",
            "duplicate", "finished", "fixed", "invalid", "merged", "obsolete", "rejected", "released", "resolved", "shipped", "verified",
            "wont-do",
            "wont-fix", "wontdo", "wontfix",
        ],
        StringComparer.Ordinal);

    internal static IEnumerable<VerificationFinding> Check(IEnumerable<Ticket> tickets, TicketsConfiguration configuration)
    {
        if (configuration.Statuses.Where(static status => NamedLikeAnEnd.Contains(status.Value)).ToList() is { Count: > 0 } ends)
        {
            yield return new(
                "status-is-open", FindingSeverity.Information, StoreLayout.ConfigurationFile,
                $"{string.Join(", ", ends)}: named like an end of work, but it counts as open, as every status that a repository adds. " +
                "Such a ticket is ready, can be claimed and holds others back. Work ends by closed or cancelled: close tickets that are " +
                "done, " +
                "and say the rest with a label.");
        }

        var foreign = tickets.Where(static ticket => !ticket.Status.IsBuiltIn || !ticket.Priority.IsBuiltIn).OrderBy(
            static ticket => ticket.Id.Value, StringComparer.Ordinal).ToList();
        if (foreign.Count > 0)
        {
            var named = string.Join(", ", foreign.Take(MostNamed).Select(static ticket => DisplayText.Escape(ticket.Id.Value)));
            yield return new(
                "unknown-to-python", FindingSeverity.Information, StoreLayout.RelativePath(foreign[0]),
                $"The Python package cannot load {Count(foreign.Count)} with a status or priority of this repository's own: {named}" +
                $"{(foreign.Count > MostNamed ? $" and {foreign.Count - MostNamed} more" : "")}. It knows open, in-progress, blocked, " +
                "closed, cancelled and critical, high, medium, low, whatever config.yaml says.");
        }
    }

    private static string Count(int count) => count == 1 ? "1 ticket" : $"{count} tickets";
}
