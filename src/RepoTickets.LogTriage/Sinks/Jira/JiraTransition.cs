using System.Text.Json;

namespace RepoTickets.LogTriage.Jira;

/// <summary>A way from an issue's status to another.</summary>
/// <param name="Id">Its name in calls.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Category">The category of the status that it leads to: <c>new</c>, <c>indeterminate</c> or <c>done</c>.</param>
internal sealed record JiraTransition(string Id, string Name, string Category)
{
    internal static IReadOnlyList<JiraTransition> ReadAll(JsonElement answer) =>
        JiraIssue.Property(answer, "transitions") is { ValueKind: JsonValueKind.Array } transitions
            ? [.. transitions.EnumerateArray().Select(static transition => new JiraTransition(
                JiraIssue.Text(transition, "id"),
                JiraIssue.Text(transition, "name"),
                JiraIssue.CategoryOf(JiraIssue.Property(transition, "to"))))]
            : [];

    /// <summary>The way to the wanted category, failing it to any that is not done; null when there is none.</summary>
    internal static JiraTransition? WayBack(IReadOnlyList<JiraTransition> transitions, string wanted) =>
        transitions.FirstOrDefault(transition => transition.Category == wanted)
        ?? transitions.FirstOrDefault(static transition => transition.Category is "new" or "indeterminate");
}
