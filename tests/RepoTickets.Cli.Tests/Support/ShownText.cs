namespace RepoTickets.Cli.Tests.Support;

/// <summary>What a terminal shows of what was written to it: a carriage return goes back to the beginning of the line.</summary>
internal static class ShownText
{
    internal static string Of(string written) => string.Join('\n', written.Split('\n').Select(OfLine));

    private static string OfLine(string line)
    {
        var shown = new List<char>();
        var at = 0;
        foreach (var c in line)
        {
            if (c == '\r')
            {
                at = 0;
                continue;
            }

            if (at == shown.Count)
            {
                shown.Add(c);
            }

            shown[at++] = c;
        }

        return string.Concat(shown).TrimEnd();
    }
}
