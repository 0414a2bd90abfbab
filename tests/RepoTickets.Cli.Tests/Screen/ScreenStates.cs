using RepoTickets.CommandLine.Screen.Input;
using RepoTickets.CommandLine.Screen.Model;
using RepoTickets.CommandLine.Screen.Update;
using RepoTickets.CommandLine.Screen.View;

namespace RepoTickets.Cli.Tests.Screen;

/// <summary>States to begin with, and keys by their text.</summary>
internal static class ScreenStates
{
    internal static DateTimeOffset Now { get; } = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    internal static Ticket Ticket(string id, string title) => new()
    {
        Id = TicketId.Parse(id),
        Title = title,
        Priority = TicketPriority.High,
        CreatedAt = Now.AddDays(-3),
        UpdatedAt = Now.AddDays(-1),
        Version = DocumentVersion.Of("before"u8),
    };

    internal static ScreenState List(int width, int height, params Ticket[] tickets)
    {
        var state = new ScreenState { Width = width, Height = height, Repository = "shop" };
        var rows = tickets.Select(static ticket => new ListRow(TicketSummary.From(ticket), 1.5)).Take(state.ListRows).ToList();
        return Send(state, new ScreenMessage.PageLoaded(rows, tickets.Length, 0, Now)).State;
    }

    internal static ScreenState Detail(int width, int height, Ticket ticket) =>
        Send(List(width, height, ticket), new ScreenMessage.TicketLoaded(new(ticket, $"Ticket: {ticket.Id}\n"))).State;

    internal static Step Send(ScreenState state, ScreenMessage message) => ScreenUpdate.Apply(state, message);

    internal static Step Press(ScreenState state, params KeyKind[] keys) =>
        Press(state, [.. keys.Select(static kind => new ScreenKey(kind))]);

    internal static Step Type(ScreenState state, string text) =>
        Press(state, [.. text.Select(static character => ScreenKey.Of(character.ToString()))]);

    internal static string Text(ScreenState state) =>
        string.Join('\n', ScreenView.Draw(state).Lines.Select(static line => line.Text.TrimEnd())).TrimEnd();

    private static Step Press(ScreenState state, ScreenKey[] keys)
    {
        var step = new Step(state);
        foreach (var key in keys)
        {
            step = Send(step.State, new ScreenMessage.KeyPressed(key));
        }

        return step;
    }
}
