using System.Globalization;
using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Text;

namespace RepoTickets.Benchmarks.Data;

/// <summary>Tickets of ordinary size (about 1.5 KB of YAML, three comments), the same for every run.</summary>
internal static class SyntheticTickets
{
    private static readonly TicketStatus[] Statuses =
    [
        TicketStatus.Open, TicketStatus.Open, TicketStatus.InProgress, TicketStatus.Blocked, TicketStatus.Closed, TicketStatus.Closed,
    ];
    private static readonly TicketPriority[] Priorities =
    [
        TicketPriority.Critical, TicketPriority.High, TicketPriority.Medium, TicketPriority.Medium, TicketPriority.Low,
    ];
    private static readonly string[] Labels =
    [
        "bug", "feature", "backend", "frontend", "urgent", "documentation", "performance", "security",
    ];
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static IEnumerable<Ticket> Make(int count, int seed = 1)
    {
        var vocabulary = new Vocabulary(seed);
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            yield return Make(i, vocabulary, random);
        }
    }

    internal static Ticket Make(int number, Vocabulary vocabulary, Random random)
    {
        var created = Start.AddMinutes(number * 7L);
        return new Ticket
        {
            Id = TicketId.Parse(string.Create(CultureInfo.InvariantCulture, $"BENCH-{number + 1}")),
            Title = vocabulary.Sentence(6),
            Description = vocabulary.Sentence(40),
            Status = Statuses[random.Next(Statuses.Length)],
            Priority = Priorities[random.Next(Priorities.Length)],
            Labels = [Labels[random.Next(4)], Labels[4 + random.Next(4)]],
            Assignee = string.Create(CultureInfo.InvariantCulture, $"person-{random.Next(20)}"),
            Reporter = "benchmark",
            ReporterEmail = "benchmark@example.org",
            CreatedAt = created,
            UpdatedAt = created.AddMinutes(random.Next(100_000)),
            Comments = [.. Enumerable.Range(0, 3).Select(index => new Comment
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{(number * 3) + index:x8}"),
                Author = "someone",
                Email = "someone@example.org",
                Content = vocabulary.Sentence(12),
                CreatedAt = created.AddMinutes(index),
            })],
        };
    }

    /// <summary>Writes a repository with this many tickets, as the Python package would have left it: no index of ours.</summary>
    internal static void WriteRepository(string folder, int count)
    {
        TemporaryRepository.Initialise(folder);
        var format = new DocumentFormat(TimeZoneInfo.Utc, TextLimits.Default);
        foreach (var ticket in Make(count))
        {
            var place = Path.Join(folder, ".tickets", ticket.Status.IsOpen ? "open" : "closed", ticket.Id.Value + ".yaml");
            File.WriteAllBytes(place, format.Create(ticket));
        }
    }
}
