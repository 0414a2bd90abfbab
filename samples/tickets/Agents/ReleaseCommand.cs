using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Agents;

/// <summary><c>tickets agent release HOLDER TICKET --token N</c>.</summary>
internal static class ReleaseCommand
{
    private static readonly Argument<string> Holder = Options.Argument("HOLDER", "To whom it was granted.");
    private static readonly Argument<TicketId> Ticket = Options.Id<TicketId>("TICKET", "The ticket.");
    private static readonly Option<long?> Token = new("--token")
    {
        Description = "The token of the grant. Default: that of the holder's present one.",
        HelpName = "NUMBER",
    };
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("release", "Gives a claimed ticket back.", [Holder, Ticket, Token, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var (id, holder) = (invocation.Get(Ticket), invocation.Get(Holder));
        var lease = await store.GetLeaseAsync(id, invocation.CancellationToken).ConfigureAwait(false);
        var token = invocation.Get(Token) ?? (lease?.Holder == holder ? lease.Token : 0);
        var claim = token > 0
            ? await invocation.Session.GetService<IClaims>().ResumeAsync(
                id, holder, token, null, invocation.CancellationToken).ConfigureAwait(false)
            : null;
        if (claim is null || !await claim.ReleaseAsync(invocation.CancellationToken).ConfigureAwait(false))
        {
            throw CommandFailedException.Conflict(
                $"{SafeText.Line(holder, 80)} does not have {id}" +
                $"{(lease?.Holder is { } other && other != holder ? $": {SafeText.Line(other, 80)} has it" : "")}.");
        }

        ChangePrinter.Print(
            invocation, invocation.Get(Format), "released", id.Key, $"{SafeText.Line(holder, 80)} gave {id} back", ("holder", holder));
        return ExitCodes.Success;
    }
}
