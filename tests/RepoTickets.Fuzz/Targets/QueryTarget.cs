using System.Text;
using RepoTickets.Fuzz.Generation;
using RepoTickets.Storage.Tests.Index;

namespace RepoTickets.Fuzz.Targets;

/// <summary>Queries: read, written and read again, and asked of tickets.</summary>
internal sealed class QueryTarget : MutatedTarget
{
    private static readonly TicketSummary[] Tickets =
        [.. Enumerable.Range(0, 3).Select(static seed => new RandomTickets(seed).NextTicket(TicketId.FromStored($"LOGIN-{seed}")).Summary)];

    private static readonly TicketFilterContext Context = new(new TicketsConfiguration(), RandomTickets.Now);

    private static readonly TextGrammar Grammar = new(new Dictionary<string, string[]>
    {
        ["query"] = ["", "<terms>", "<terms> <setting>", "<terms> <setting> <setting>"],
        ["terms"] = ["<term>", "<term> <terms>", "<term> or <terms>", "(<terms>)", "-(<terms>)", "not <term>", "(<terms>) or (<terms>)"],
        ["term"] =
        [
            "login", "status:<words>", "priority<op><word>", "label:<words>", "-label:<word>", "assignee:<word>", "reporter:<word>",
            "epic:<word>", "id:<word>*", "id:LOGIN-1,UI-2", "created<op><time>", "updated<op><time>", "is:open", "is:closed", "<word>",
            "\"<word> <word>\"", "<word>*", "*<word>*", "label:none", "assignee:\"<word> \\\" <word>\"",
        ],
        ["setting"] = ["sort:<word>", "sort:newest", "sort:updated", "sort:priority", "limit:<number>", "skip:<number>", "count:all"],
        ["words"] = ["<word>", "<word>,<words>"],
        ["word"] =
        [
            "bug", "open", "high", "LOGIN-1", "ÜBER", "日本語", "none", "or", "not", "a:b", "\"", "\\", "*", "e\u0301", "critical",
            "in-progress",
        ],
        ["op"] = [":", ">=", "<=", ">", "<", "=", "!="],
        ["time"] = ["7d", "36h", "2025-01-01", "2025-01-01T10:00:00Z", "<number>m", "<number>w", "2025-13-45", "2025-01-01..2025-02-01"],
        ["number"] = ["1", "100", "-5", "0", "2147483648", "99999999999999999999"],
    });

    internal override string Name => "query";

    protected override IReadOnlyList<string> Tokens =>
        [.. Grammar.Tokens, "(", ")", ":", "-", " or ", " not ", "\"", "*", ",", "((((", "-(", "status:", "label:"];

    protected override byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Grammar.Make("query", random));

    internal override string Check(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (!TicketQuery.TryParse(text, out var query, out var error))
        {
            Assert.InRange(error.Position, 0, text.Length);
            Assert.True(error.Message.Length > 10, "An error without reason.");
            return "refused";
        }

        foreach (var ticket in Tickets)
        {
            query.Filter.Matches(ticket, ticket.Title, Context);
        }

        var written = query.ToString();
        if (written.Length > TicketQuery.MaximumLength)
        {
            return "read, too long to write";
        }

        Assert.True(TicketQuery.TryParse(written, out var again, out error), $"'{written}' was written and is refused: {error?.Message}");
        Assert.True(query.Equals(again), $"'{written}' was written and is read as '{again}'.");
        Assert.Equal(written, again.ToString());
        return "read";
    }
}
