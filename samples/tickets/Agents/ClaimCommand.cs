using System.CommandLine;
using System.Globalization;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Agents;

/// <summary>
/// <c>tickets agent claim HOLDER [TICKET]</c>: one holder a ticket, among all processes. The grant outlives the command; the token that it
/// prints takes it up again.
/// </summary>
internal static class ClaimCommand
{
    private static readonly Argument<string> Holder = Options.Argument("HOLDER", "Who will work on it: an agent or anybody else.");

    private static readonly Argument<string?> Ticket = new("TICKET")
    {
        Description = "The ticket; without it the most urgent one that is ready.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Query = Options.Text("Only tickets that match this query.", "--query", "-q");
    private static readonly Option<double?> Minutes = Options.Number("For how many minutes. Default 30.", "--minutes", "-m");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define(
            "claim", "Claims a ticket for somebody, so that nobody else takes it.", [Holder, Ticket, Query, Minutes, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var claims = invocation.Session.GetService<IClaims>();
        var duration = TimeSpan.FromMinutes(invocation.Get(Minutes) ?? 30);

        // Disposing of a claim gives it back: it is kept, for whoever asked for it.
        var claim = invocation.Get(Ticket) is { } text
            ? await claims.TryClaimAsync(
                TicketId.Parse(text.Trim().ToUpperInvariant()), invocation.Get(Holder), duration, null,
                invocation.CancellationToken).ConfigureAwait(false)
            : await claims.ClaimNextAsync(
                invocation.Get(Holder), invocation.Get(Query) is { } query ? TicketQuery.Parse(query) : null, duration, null,
                invocation.CancellationToken).ConfigureAwait(false);
        if (claim is null)
        {
            throw CommandFailedException.Conflict(invocation.Get(Ticket) is null
                ? "Nothing is ready to be claimed. 'tickets blocked' shows what waits."
                : "The ticket is closed, or somebody has it. Claim another, or wait until the lease runs out.");
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
}
