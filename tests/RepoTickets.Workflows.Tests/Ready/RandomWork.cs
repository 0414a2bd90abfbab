namespace RepoTickets.Workflows.Tests.Ready;

/// <summary>Random tickets that block, contain and belong to each other, in circles too.</summary>
internal sealed class RandomWork(Random random, int count)
{
    private static readonly TicketStatus[] Statuses =

        [
            TicketStatus.Open, TicketStatus.Open, TicketStatus.InProgress, TicketStatus.Blocked, TicketStatus.Closed, TicketStatus.Closed,
            TicketStatus.Cancelled,
        ];

    private static readonly TicketPriority[] Priorities =
    [
        TicketPriority.Critical, TicketPriority.High, TicketPriority.Medium, TicketPriority.Low,
    ];

    internal TicketId AnyId() => TicketId.Parse($"T-{random.Next(1, count + 1)}");

    internal EpicId AnyEpic() => EpicId.Parse($"E-{random.Next(1, 4)}");

    internal Ticket Change(Ticket ticket) => random.Next(7) switch
    {
        0 or 1 => ticket with { Status = Pick(Statuses) },
        2 => ticket with { BlockedBy = Ids(), Blocks = Ids() },
        3 => ticket with { ParentTicketId = random.Next(3) == 0 ? null : AnyId() },
        4 => ticket with { ChildTicketIds = Ids() },
        5 => ticket with { EpicId = random.Next(2) == 0 ? null : AnyEpic() },
        _ => ticket with { Priority = Pick(Priorities), Title = $"Title {random.Next(1_000)}" },
    };

    internal Ticket New(TicketId id) => Change(Change(Change(new Ticket
    {
        Id = id,
        Title = "Work",
        Priority = Pick(Priorities),
        CreatedAt = DateTimeOffset.UnixEpoch.AddDays(random.Next(1, 6)),
    })));

    internal Epic Epic(EpicId id) => new()
    {
        Id = id, Title = "Epic", Status = random.Next(3) == 0 ? EpicStatus.Cancelled : EpicStatus.Active, TicketIds = Ids(),
    };

    private ValueList<TicketId> Ids() => [.. Enumerable.Range(0, random.Next(3)).Select(_ => AnyId())];

    private T Pick<T>(T[] values) => values[random.Next(values.Length)];
}
