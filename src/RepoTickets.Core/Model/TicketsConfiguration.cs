namespace RepoTickets;

/// <summary>
/// What a repository's <c>config.yaml</c> says. It has effect: a commit that uses a status, a priority or (where the list is not empty and
/// the store is told to be strict) a label outside these lists is refused.
/// </summary>
public sealed record TicketsConfiguration
{
    /// <summary>The status of new tickets. Default <c>open</c>; must be one of <see cref="Statuses"/>.</summary>
    public TicketStatus DefaultStatus { get; init; } = TicketStatus.Open;

    /// <summary>The prefix of the prefix-and-number identifier scheme. Default <c>TICKET</c>.</summary>
    public string IdPrefix { get; init; } = "TICKET";

    /// <summary>The labels that the repository suggests.</summary>
    public ValueList<string> Labels { get; init; } = ["bug", "feature", "enhancement", "documentation", "urgent"];

    /// <summary>The priorities in use, highest first. Default critical, high, medium, low.</summary>
    public ValueList<TicketPriority> Priorities { get; init; } =
        [TicketPriority.Critical, TicketPriority.High, TicketPriority.Medium, TicketPriority.Low];

    /// <summary>The statuses in use. Default open, in-progress, blocked, closed, cancelled.</summary>
    public ValueList<TicketStatus> Statuses { get; init; } =
        [TicketStatus.Open, TicketStatus.InProgress, TicketStatus.Blocked, TicketStatus.Closed, TicketStatus.Cancelled];

    /// <summary>
    /// How urgent a priority is: 0 for the last of <see cref="Priorities"/>, one more for each before it, -1 for one that is not listed.
    /// </summary>
    public int RankOf(TicketPriority priority)
    {
        for (var i = 0; i < Priorities.Count; i++)
        {
            if (Priorities[i] == priority)
            {
                return Priorities.Count - 1 - i;
            }
        }

        return -1;
    }
}
