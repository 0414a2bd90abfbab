namespace RepoTickets.CommandLine.Screen.Model;

/// <summary>A page to be read: the help, or the figures.</summary>
internal sealed record TextPane(string Title, string Text)
{
    internal int Top { get; init; }
}
