using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Screen.View;

/// <summary>Texts of any origin, fitted into columns.</summary>
internal static class Cell
{
    /// <summary>The text made safe, cut or filled to a width exactly.</summary>
    internal static string Fit(string? text, int width)
    {
        var cut = Cut(text, width);
        return RightToLeft.Isolate(cut) + new string(' ', Math.Max(0, width - CellWidth.Of(cut)));
    }

    /// <summary>The text made safe and cut to a width.</summary>
    internal static string Cut(string? text, int width) => width <= 0 ? "" : CellWidth.Cut(SafeText.Line(text, (width * 2) + 1), width);

    /// <summary>A text at the left and one at the right; where there is no room for both, the left one is cut.</summary>
    internal static string Spread(string left, string right, int width)
    {
        var end = Cut(right, width);
        return Fit(left, width - CellWidth.Of(end)) + end;
    }
}
