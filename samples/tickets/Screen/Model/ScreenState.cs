namespace RepoTickets.CommandLine.Screen.Model;

/// <summary>All that the screen shows. A form lies on a text, a text on a ticket, a ticket on the list.</summary>
internal sealed record ScreenState
{
    /// <summary>Rows that are not the list's own: title, filters, headings, notice, keys.</summary>
    private const int FrameRows = 5;

    internal const int LeastWidth = 20;
    internal const int LeastHeight = 6;

    internal required int Width { get; init; }

    internal required int Height { get; init; }

    /// <summary>The name of the repository.</summary>
    internal string Repository { get; init; } = "";

    internal TicketsConfiguration Configuration { get; init; } = new();

    internal DateTimeOffset Now { get; init; }

    internal ListPane List { get; init; } = new();

    internal DetailPane? Detail { get; init; }

    internal TextPane? Text { get; init; }

    internal FormPane? Form { get; init; }

    /// <summary>One line for the user; empty for none.</summary>
    internal string Notice { get; init; } = "";

    internal bool NoticeIsError { get; init; }

    internal bool IsTooSmall => Width < LeastWidth || Height < LeastHeight;

    /// <summary>How many tickets are seen at once.</summary>
    internal int ListRows => Math.Max(1, Height - FrameRows);

    /// <summary>How many lines of a text are seen at once.</summary>
    internal int TextRows => Math.Max(1, Height - 3);

    internal ScreenState Tell(string notice) => this with { Notice = notice, NoticeIsError = false };

    internal ScreenState Complain(string notice) => this with { Notice = notice, NoticeIsError = true };
}
