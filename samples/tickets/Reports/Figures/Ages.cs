namespace RepoTickets.CommandLine.Reports.Figures;

/// <summary>How long open tickets have been waiting.</summary>
internal static class Ages
{
    private static readonly (string Name, int UpTo)[] Buckets =
        [("0–2 days", 2), ("3–7 days", 7), ("8–28 days", 28), ("29–90 days", 90), ("over 90 days", int.MaxValue)];

    /// <summary>Whole days since it was created; 0 when that is not known or lies ahead.</summary>
    internal static int DaysOf(Ticket ticket, TimeProvider clock) => Math.Max(0, ticket.GetAgeDays(clock));

    internal static IReadOnlyList<Share> Of(ReportSource source)
    {
        var counts = new int[Buckets.Length];
        var clock = source.Clock;
        foreach (var ticket in source.Tickets)
        {
            if (ticket.IsOpen)
            {
                var days = DaysOf(ticket, clock);
                counts[Array.FindIndex(Buckets, bucket => days <= bucket.UpTo)]++;
            }
        }

        return [.. Buckets.Select((bucket, i) => new Share(bucket.Name, counts[i]))];
    }
}
