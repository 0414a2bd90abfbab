using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.CommandLine.Screen.View;

/// <summary>The columns of the list: what there is no room for is left out, and the title has what the others leave.</summary>
internal sealed record ListColumns(int Id, int Title, int Status, int Priority, int Assignee, int Age, int Time)
{
    private const int LongestId = 20;
    private const int LongestIdWhenNarrow = 13;

    internal static ListColumns For(ScreenState state)
    {
        var longest = state.List.Rows.Select(static row => row.Ticket.Id.Value.Length).DefaultIfEmpty(0).Max();
        var id = Math.Clamp(longest, 6, state.Width < 60 ? LongestIdWhenNarrow : LongestId);
        var columns = new ListColumns(
            id, 0, state.Width >= 36 ? 11 : 0, state.Width >= 60 ? 8 : 0, state.Width >= 80 ? state.Width / 8 : 0,
            state.Width >= 60 ? 5 : 0, state.Width >= 70 ? 7 : 0);
        return columns with { Title = state.Width - columns.Line(false, "", "", "", "", "", "", "").Length };
    }

    internal string Head() => "  " + Join("ID", "Title", "Status", "Priority", "Assignee", "Age", "Time");

    internal string Line(
        bool isSelected, string id, string title, string status, string priority, string assignee, string age, string time) =>
        (isSelected ? "> " : "  ") + Join(id, title, status, priority, assignee, age, time);

    private string Join(string id, string title, string status, string priority, string assignee, string age, string time) =>
        Cell.Fit(id, Id) + " " + Cell.Fit(title, Title) + Part(status, Status) + Part(priority, Priority) + Part(assignee, Assignee) +
            Part(age, Age) + Part(time, Time);

    private static string Part(string text, int width) => width == 0 ? "" : " " + Cell.Fit(text, width);
}
