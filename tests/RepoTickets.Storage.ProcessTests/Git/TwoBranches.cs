using RepoTickets.Storage.ProcessTests.Processes;

namespace RepoTickets.Storage.ProcessTests.Git;

/// <summary>
/// A repository whose branches <c>left</c> and <c>right</c> hold different tickets: some only in one, some changed, some closed in one and
/// open in the other.
/// </summary>
internal sealed class TwoBranches : IDisposable
{
    private const int Tickets = 200;
    private const int EachDifference = 20;

    private TwoBranches(GitFolder git, Dictionary<string, Dictionary<string, Ticket>> contents)
    {
        Git = git;
        Contents = contents;
        InBoth = [.. contents["left"].Keys.Intersect(contents["right"].Keys).Select(TicketId.Parse)];
    }

    internal GitFolder Git { get; }

    internal TestFolder Folder => Git.Folder;

    /// <summary>For each branch the tickets as they were committed, by identifier.</summary>
    internal IReadOnlyDictionary<string, Dictionary<string, Ticket>> Contents { get; }

    /// <summary>Tickets that exist whichever branch is checked out.</summary>
    internal IReadOnlyList<TicketId> InBoth { get; }

    internal static async Task<TwoBranches> CreateAsync()
    {
        var git = new GitFolder();
        var contents = new Dictionary<string, Dictionary<string, Ticket>>(StringComparer.Ordinal);
        await using (var store = await git.Folder.OpenAsync())
        {
            await store.CommitAsync(new([.. Enumerable.Range(1, Tickets).Select(static i => DocumentChange.Create(new Ticket
            {
                Title = $"Item {i}", Description = Text("left", i), Status = i % 4 == 0 ? TicketStatus.Closed : TicketStatus.Open,
            }))]));
            contents["left"] = await ReadAsync(store);
        }

        git.CommitAll("Tickets of the left branch");
        git.Run("checkout", "--quiet", "-b", "right");
        await using (var store = await git.Folder.OpenAsync())
        {
            await store.CommitAsync(new([.. Differences(contents["left"].Values)]));
            contents["right"] = await ReadAsync(store);
        }

        git.CommitAll("Tickets of the right branch");
        return new(git, contents);
    }

    internal static async Task<Dictionary<string, Ticket>> ReadAsync(ITicketStore store)
    {
        var list = await store.ListAsync<Ticket>();
        Assert.Empty(list.Faults);
        return list.Documents.ToDictionary(static ticket => ticket.Id.Value, StringComparer.Ordinal);
    }

    public void Dispose() => Git.Dispose();

    private static IEnumerable<DocumentChange> Differences(IEnumerable<Ticket> left)
    {
        var i = 0;
        foreach (var ticket in left)
        {
            switch (i++ / EachDifference)
            {
                case 0:
                    yield return DocumentChange.Delete(ticket);
                    break;
                case 1:
                    yield return DocumentChange.Update(
                        ticket with { Status = ticket.Status.IsOpen ? TicketStatus.Closed : TicketStatus.Open });
                    break;
                case 2:
                    yield return DocumentChange.Update(ticket with { Description = Text("right", i) });
                    break;
                case 3:
                    yield return DocumentChange.Create(new Ticket { Title = $"Extra {i}", Description = Text("right", i) });
                    break;
                default:
                    break;
            }
        }
    }

    private static string Text(string branch, int number) =>
        string.Join('\n', Enumerable.Repeat($"{branch} {number}", 5 + (number % 40)).Append("end"));
}
