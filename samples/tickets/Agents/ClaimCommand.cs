using System.CommandLine;
using System.Globalization;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Tickets;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Agents;

/// <summary>
/// <c>tickets agent claim HOLDER [TICKET]</c>: one holder a ticket, among all processes. The grant outlives the command; the token that it
/// prints takes it up again.
/// </summary>
internal static class ClaimCommand
{
    private const double ShortestMinutes = 0.01;
    private const double LongestMinutes = 30 * 24 * 60;

    private static readonly Argument<string> Holder = Options.Argument("HOLDER", "Who will work on it: an agent or anybody else.");

    private static readonly Argument<string?> Ticket = new("TICKET")
    {
        Description = "The ticket; without it the most urgent one that is ready.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Query = Options.Text("Only tickets that match this query.", "--query", "-q");
    private static readonly Option<double?> Minutes = Options.Number("For how many minutes, 0.01 to 43200. Default 30.", "--minutes", "-m");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define(
            "claim", "Claims a ticket for somebody, so that nobody else takes it.", [Holder, Ticket, Query, Minutes, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        if (invocation.Get(Minutes) is { } minutes and not (>= ShortestMinutes and <= LongestMinutes))
        {
            throw CommandFailedException.Usage(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"--minutes is {minutes}; it takes {ShortestMinutes} to {LongestMinutes}, which are 30 days."));
        }

        if (string.IsNullOrWhiteSpace(invocation.Get(Holder)))
        {
            throw CommandFailedException.Usage("HOLDER is empty: give the name of whoever will work on it.");
        }

        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var claims = invocation.Session.GetService<IClaims>();
        var duration = TimeSpan.FromMinutes(invocation.Get(Minutes) ?? 30);
        var query = invocation.Get(Query) is { } given ? TicketQuery.Parse(given) : null;
        await KnownWords.CheckAsync(invocation, store, query).ConfigureAwait(false);

        // Disposing of a claim gives it back: it is kept, for whoever asked for it.
        var claim = invocation.Get(Ticket) is { } text
            ? await claims.TryClaimAsync(
                TicketId.Parse(text.Trim().ToUpperInvariant()), invocation.Get(Holder), duration, null,
                invocation.CancellationToken).ConfigureAwait(false)
            : await claims.ClaimNextAsync(
                invocation.Get(Holder), query, duration, null, invocation.CancellationToken).ConfigureAwait(false);
        if (claim is null)
        {
            throw CommandFailedException.Conflict(invocation.Get(Ticket) is { } wanted
                ? await WhyNotAsync(invocation, store, TicketId.Parse(wanted.Trim().ToUpperInvariant())).ConfigureAwait(false)
                : "Nothing is ready to be claimed. 'tickets blocked' shows what waits.");
        }

        ChangePrinter.Print(
            invocation,
            invocation.Get(Format),
            "claimed",
            claim.TicketId.Key,
            $"{SafeText.Line(claim.Holder, 80)} has {claim.TicketId} until {Texts.Minute(claim.ExpiresAt)} (token {claim.Token})",
            ("holder", claim.Holder),
            ("token", claim.Token.ToString(CultureInfo.InvariantCulture)),
            ("expires_at", claim.ExpiresAt.ToString("O", CultureInfo.InvariantCulture)));
        return ExitCodes.Success;
    }

    private static async ValueTask<string> WhyNotAsync(Invocation invocation, ITicketStore store, TicketId id)
    {
        var ticket = await store.RequireAsync(id, invocation).ConfigureAwait(false);
        if (!ticket.IsOpen)
        {
            return $"{id} is {ticket.Status}. 'tickets reopen {id}' opens it again.";
        }

        var lease = await store.GetAsync(Lease.KeyOf(id), invocation.CancellationToken).ConfigureAwait(false) as Lease;
        return lease is { Holder: { } holder } && lease.IsLiveAt(invocation.Terminal.Time.GetUtcNow())
            ? $"{SafeText.Line(holder, 80)} has {id} until {Texts.Minute(lease.ExpiresAt)}. Claim another, or wait until then."
            : $"Somebody had {id} a moment ago. Run the command again.";
    }
}
