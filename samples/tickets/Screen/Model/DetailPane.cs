namespace RepoTickets.CommandLine.Screen.Model;

/// <summary>One ticket, whole.</summary>
/// <param name="Ticket">The ticket as it was last read.</param>
/// <param name="Text">The same as text that is safe to show.</param>
internal sealed record DetailPane(Ticket Ticket, string Text)
{
    /// <summary>How many lines are scrolled away.</summary>
    internal int Top { get; init; }
}
