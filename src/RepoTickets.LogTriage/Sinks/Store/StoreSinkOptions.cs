namespace RepoTickets.LogTriage;

/// <summary>How tickets are filed in a store of this SDK.</summary>
public sealed class StoreSinkOptions
{
    /// <summary>The priority of faults of high severity. Default <see cref="TicketPriority.High"/>.</summary>
    public TicketPriority HighPriority { get; set; } = TicketPriority.High;

    /// <summary>The priority of faults of medium severity. Default <see cref="TicketPriority.Medium"/>.</summary>
    public TicketPriority MediumPriority { get; set; } = TicketPriority.Medium;

    /// <summary>The priority of faults of low severity. Default <see cref="TicketPriority.Low"/>.</summary>
    public TicketPriority LowPriority { get; set; } = TicketPriority.Low;

    /// <summary>Who is named as reporter; null (default) for who works in the repository.</summary>
    public string? Reporter { get; set; }

    /// <summary>Who is named as author of comments. Default <c>log-triage</c>.</summary>
    public string Author { get; set; } = "log-triage";
}
