namespace RepoTickets.LogTriage.Tests.Injection;

/// <summary>A ticket as its target has it, in words that all targets share.</summary>
internal sealed record FiledText(
    string Key, string Title, string Description, IReadOnlyList<string> Labels, string Priority, string? Assignee);
