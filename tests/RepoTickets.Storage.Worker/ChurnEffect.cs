namespace RepoTickets.Storage.Worker;

/// <summary>
/// What one step does to one ticket. As text: <c>+=open</c> for a new ticket, else <c>ID=open</c>, <c>ID=closed</c>, <c>ID=deleted</c>.
/// </summary>
/// <param name="Id">The ticket; empty for one that gets its identifier by the commit.</param>
/// <param name="State">What it is afterwards.</param>
internal sealed record ChurnEffect(string Id, ChurnState State)
{
    internal bool IsNew => Id.Length == 0;

    public override string ToString() => $"{(IsNew ? "+" : Id)}={State}";

    internal static ChurnEffect Parse(string text)
    {
        var parts = text.Split('=');
        return new(parts[0] == "+" ? "" : parts[0], Enum.Parse<ChurnState>(parts[1]));
    }
}

/// <summary>What a ticket of the kill harness is.</summary>
internal enum ChurnState
{
    /// <summary>In the folder of open tickets.</summary>
    Open,

    /// <summary>In the folder of closed tickets.</summary>
    Closed,

    /// <summary>Gone.</summary>
    Deleted,
}
