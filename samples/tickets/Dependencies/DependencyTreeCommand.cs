using System.CommandLine;
using System.Text.Json;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Tickets;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Dependencies;

/// <summary><c>tickets dep tree TICKET</c>: what it waits for, and what that waits for.</summary>
internal static class DependencyTreeCommand
{
    private const int MaximumDepth = 50;

    private static readonly Argument<TicketId> Id = Options.Id<TicketId>("TICKET", "Where the tree begins.");
    private static readonly Option<bool> Reverse = Options.Flag("The other way: what waits for it.", "--reverse", "-r");
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) =>
        frame.Define("tree", "Shows what a ticket waits for, and what that waits for.", [Id, Reverse, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var root = await store.RequireAsync(invocation.Get(Id), invocation).ConfigureAwait(false);
        var dependencies = await TicketDependencies.ReadAsync(store, invocation.CancellationToken).ConfigureAwait(false);
        Func<TicketId, IEnumerable<TicketId>> next = invocation.Get(Reverse) ? dependencies.WaitingFor : dependencies.BlockersOf;
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "dependency-tree", writer => WriteJson(writer, dependencies, next, root.Id, []));
        }
        else
        {
            Print(invocation.Output, dependencies, next, root.Id, "", "", []);
        }

        return ExitCodes.Success;
    }

    private static void Print(
        TextWriter output, TicketDependencies dependencies, Func<TicketId, IEnumerable<TicketId>> next, TicketId id, string head, string indent, HashSet<TicketId> above)
    {
        var ticket = dependencies.Find(id);
        var circle = !above.Add(id);
        output.Write($"{head}{id} {(ticket is null ? "(does not exist)" : $"[{ticket.Status}] {SafeText.Line(ticket.Title, 80)}")}{(circle ? " (a circle)" : "")}\n");
        if (circle || above.Count > MaximumDepth)
        {
            return;
        }

        var children = next(id).ToList();
        for (var i = 0; i < children.Count; i++)
        {
            var last = i == children.Count - 1;
            Print(output, dependencies, next, children[i], indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "), above);
        }

        above.Remove(id);
    }

    private static void WriteJson(
        Utf8JsonWriter writer, TicketDependencies dependencies, Func<TicketId, IEnumerable<TicketId>> next, TicketId id, HashSet<TicketId> above)
    {
        var ticket = dependencies.Find(id);
        var circle = !above.Add(id);
        writer.WriteString("id", id.Value);
        writer.WriteBoolean("exists", ticket is not null);
        writer.WriteString("title", ticket?.Title);
        writer.WriteString("status", ticket?.Status.Value);
        writer.WriteBoolean("circle", circle);
        writer.WriteStartArray("children");
        if (!circle && above.Count <= MaximumDepth)
        {
            foreach (var child in next(id))
            {
                writer.WriteStartObject();
                WriteJson(writer, dependencies, next, child, above);
                writer.WriteEndObject();
            }

            above.Remove(id);
        }

        writer.WriteEndArray();
    }
}
