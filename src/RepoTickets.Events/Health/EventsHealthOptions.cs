namespace RepoTickets.Events;

/// <summary>From where on the event bus is degraded or unhealthy.</summary>
public sealed class EventsHealthOptions
{
    private const int Most = 10_000_000;

    /// <summary>Degraded when so many events wait in the queue of one subscription. 1 to 10,000,000; default 1,000.</summary>
    public int QueueDegraded { get; set; } = 1_000;

    /// <summary>Unhealthy when so many wait. 1 to 10,000,000 and no less than for degraded; default 100,000.</summary>
    public int QueueUnhealthy { get; set; } = 100_000;

    /// <summary>Degraded when there are so many dead letters. 1 to 10,000,000; default 1.</summary>
    public int DeadLettersDegraded { get; set; } = 1;

    /// <summary>Degraded when the bus is so many commits behind its store. 1 to 10,000,000; default 1,000.</summary>
    public int LagDegraded { get; set; } = 1_000;

    /// <summary>Unhealthy when it is so many behind. 1 to 10,000,000 and no less than for degraded; default 100,000.</summary>
    public int LagUnhealthy { get; set; } = 100_000;

    internal IEnumerable<string> FindProblems()
    {
        var counts = new (string Name, int Value)[]
        {
            (nameof(QueueDegraded), QueueDegraded),
            (nameof(QueueUnhealthy), QueueUnhealthy),
            (nameof(DeadLettersDegraded), DeadLettersDegraded),
            (nameof(LagDegraded), LagDegraded),
            (nameof(LagUnhealthy), LagUnhealthy),
        };
        foreach (var (name, value) in counts)
        {
            if (value is < 1 or > Most)
            {
                yield return $"{name} is {value}; allowed is 1 to {Most}";
            }
        }

        if (QueueUnhealthy < QueueDegraded)
        {
            yield return $"{nameof(QueueUnhealthy)} is {QueueUnhealthy}, less than {nameof(QueueDegraded)}, {QueueDegraded}";
        }

        if (LagUnhealthy < LagDegraded)
        {
            yield return $"{nameof(LagUnhealthy)} is {LagUnhealthy}, less than {nameof(LagDegraded)}, {LagDegraded}";
        }
    }
}
