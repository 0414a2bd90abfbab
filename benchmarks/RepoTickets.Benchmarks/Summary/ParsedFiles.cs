using RepoTickets.Storage.Documents;
using RepoTickets.Storage.Text;

namespace RepoTickets.Benchmarks.Summary;

/// <summary>
/// The baseline of lists and searches: no index, so every file is read and parsed for each question, as a program does that opens the
/// folder by itself. With the fast parser of the store, which favours the baseline.
/// </summary>
internal sealed class ParsedFiles(string folder)
{
    private readonly DocumentFormat _format = new(TimeZoneInfo.Utc, TextLimits.Default);

    internal List<Ticket> ReadAll()
    {
        var tickets = new List<Ticket>();
        foreach (var name in (string[])["open", "closed"])
        {
            foreach (var path in Directory.EnumerateFiles(Path.Join(folder, ".tickets", name), "*.yaml"))
            {
                var id = TicketId.Parse(Path.GetFileNameWithoutExtension(path));
                if (_format.TryRead(id.Key, $"{name}/{id.Value}.yaml", File.ReadAllBytes(path), out var document, out _) &&
                    document is Ticket ticket)
                {
                    tickets.Add(ticket);
                }
            }
        }

        return tickets;
    }

    internal List<Ticket> List(TicketStatus status, int take) =>
        [.. ReadAll().Where(ticket => ticket.Status == status).OrderByDescending(static ticket => ticket.CreatedAt).Take(take)];

    internal List<Ticket> Search(string word, int take) =>
        [.. ReadAll().Where(ticket => Contains(ticket, word)).OrderByDescending(static ticket => ticket.CreatedAt).Take(take)];

    private static bool Contains(Ticket ticket, string word) =>
        ticket.Title.Contains(word, StringComparison.OrdinalIgnoreCase) ||
        ticket.Description.Contains(word, StringComparison.OrdinalIgnoreCase) ||
        ticket.Comments.Any(comment => comment.Content.Contains(word, StringComparison.OrdinalIgnoreCase));
}
