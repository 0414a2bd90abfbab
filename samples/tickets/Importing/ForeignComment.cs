namespace RepoTickets.CommandLine.Importing;

/// <summary>A comment on an issue of another program.</summary>
internal sealed record ForeignComment(string Author, string Text, DateTimeOffset? At);
