using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Tickets;

/// <summary><c>tickets comment ID TEXT</c>.</summary>
internal static class CommentCommand
{
    private static readonly Argument<TicketId> Id = Options.Id<TicketId>("ID", "The ticket.");
    private static readonly Argument<string> Text = Options.Argument("TEXT", "What to say.");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("comment", "Adds a comment to a ticket.", [Id, Text, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        if (string.IsNullOrWhiteSpace(invocation.Get(Text)))
        {
            throw CommandFailedException.Usage("The comment is empty: give a text, such as: tickets comment LOGIN-1 'Seen again'");
        }

        var store = await invocation.StoreForChangeAsync().ConfigureAwait(false);
        var origin = await store.GetOriginAsync(invocation.CancellationToken).ConfigureAwait(false);
        var ids = new IdentifierGenerator();
        var ticket = await store.UpdateAsync(
            invocation.Get(Id),
            before => before.AddComment(origin.UserName, origin.UserEmail, invocation.Get(Text), ids, invocation.Terminal.Time),
            invocation.CancellationToken).ConfigureAwait(false);
        var comment = ticket.Comments[^1];
        ChangePrinter.Print(
            invocation, invocation.Get(Format), "commented", ticket.Key, $"Added comment {comment.Id} to ticket {ticket.Id}",
            ("comment_id", comment.Id));
        return ExitCodes.Success;
    }
}
