namespace RepoTickets.CommandLine.Progress;

/// <summary>
/// A line at the bottom of a terminal that is written over and at last erased, with no more than what every terminal understands: neither
/// codes nor colours. Not thread-safe.
/// </summary>
internal sealed class ErasableLine(TextWriter terminal, Func<int> findWidth)
{
    /// <summary>What a terminal shows of Ctrl-C, behind the line.</summary>
    private const int Echo = 2;

    private int _longest;
    private bool _isGone;

    /// <param name="text">What to show.</param>
    /// <param name="shorter">What to show where that does not fit; what does not fit either is cut.</param>
    internal void Write(string text, string shorter)
    {
        // A line that were wrapped could not be written over.
        var most = Math.Max(0, findWidth() - Echo - 1);
        var shown = text.Length <= most ? text : shorter.Length <= most ? shorter : shorter[..most];

        // What is left of a longer text is blanked; the cursor, where Ctrl-C is shown, stands behind the text all the same.
        Put(shown.Length < _longest ? $"\r{shown.PadRight(Math.Min(_longest, most))}\r{shown}" : $"\r{shown}");
        _longest = Math.Max(_longest, shown.Length);
    }

    internal void Erase()
    {
        if (_longest > 0)
        {
            Put($"\r{new string(' ', Math.Min(_longest + Echo, Math.Max(0, findWidth() - 1)))}\r");
            _longest = 0;
        }
    }

    private void Put(string text)
    {
        if (_isGone)
        {
            return;
        }

        try
        {
            terminal.Write(text);
        }
        catch (IOException)
        {
            // The terminal was closed. What is being done does not depend on somebody's looking on.
            _isGone = true;
        }
    }
}
