using System.Globalization;
using System.Text;
using RepoTickets.CommandLine.Screen.View;

namespace RepoTickets.CommandLine.Screen.Run;

/// <summary>
/// Puts frames on a terminal. Only lines that differ are written, each at its own place: a character that the terminal finds wider than we
/// do spoils one line and not the screen.
/// </summary>
internal sealed class FrameWriter(bool usesColour)
{
    private ScreenFrame? _last;

    internal string Write(ScreenFrame frame)
    {
        var builder = new StringBuilder("\u001b[?25l");
        var known = _last?.Lines.Count == frame.Lines.Count ? _last : null;
        if (known is null)
        {
            builder.Append("\u001b[2J");
        }

        for (var row = 0; row < frame.Lines.Count; row++)
        {
            if (known is null || known.Lines[row] != frame.Lines[row])
            {
                builder.Append(
                    CultureInfo.InvariantCulture,
                    $"\u001b[{row + 1};1H\u001b[2K{Code(frame.Lines[row].Style)}{frame.Lines[row].Text}\u001b[0m");
            }
        }

        if (frame.Cursor is { } cursor)
        {
            builder.Append(CultureInfo.InvariantCulture, $"\u001b[{cursor.Row + 1};{cursor.Column + 1}H\u001b[?25h");
        }

        _last = frame;
        return builder.ToString();
    }

    /// <summary>The next frame is written whole: the size of the terminal may have changed and its content with it.</summary>
    internal void Forget() => _last = null;

    /// <summary>Without colours, what is an error still stands out, being bold.</summary>
    private string Code(LineStyle style) => style switch
    {
        LineStyle.Bold => "\u001b[1m",
        LineStyle.Inverse => "\u001b[7m",
        LineStyle.Faint => "\u001b[2m",
        LineStyle.Error => usesColour ? "\u001b[1;31m" : "\u001b[1m",
        _ => "",
    };
}
