namespace RepoTickets.CommandLine.Screen.View;

/// <summary>How a line looks.</summary>
internal enum LineStyle
{
    Plain,
    Bold,
    Inverse,
    Faint,
    Error,
}

/// <summary>One line of the screen; its text is safe and no wider than the screen.</summary>
internal readonly record struct ScreenLine(string Text, LineStyle Style = LineStyle.Plain);
